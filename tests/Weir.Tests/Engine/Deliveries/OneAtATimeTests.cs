using Weir.Engine.Deliveries;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Pipelines;
using Weir.Schedules;

namespace Weir.Tests.Engine.Deliveries;

public sealed class OneAtATimeTests
{
    [Fact]
    public async Task Runs_of_a_schedule_wait_for_one_another_and_for_nobody_else()
    {
        var (nightly, hourly) = (Daily("0 3 * * *", overlaps: false), Daily("0 * * * *", overlaps: false));
        using var turns = OneAtATime.Of(Pipeline(nightly, hourly));

        var first = await turns.EnterAsync(Fired(nightly), default);
        var second = turns.EnterAsync(Fired(nightly), default);
        using var other = await turns.EnterAsync(Fired(hourly), default);
        using var landed = await turns.EnterAsync(Fired(nightly) with { Type = Event.ObjectCreated }, default);
        Assert.NotNull(first);
        Assert.NotNull(other);
        Assert.Null(landed);
        Assert.False(second.IsCompleted);

        first.Dispose();
        (await second)!.Dispose();
    }

    [Fact]
    public async Task A_schedule_may_let_its_runs_overlap()
    {
        var often = Daily("* * * * *", overlaps: true);
        using var turns = OneAtATime.Of(Pipeline(often));

        Assert.Null(await turns.EnterAsync(Fired(often), default));
        Assert.Null(await turns.EnterAsync(Fired(often), default));
    }

    private static ScheduleDefinition Daily(string text, bool overlaps)
    {
        Assert.True(ScheduleExpressions.TryParse(text, out var times, out _));
        return new ScheduleDefinition { Times = times!, Overlaps = overlaps };
    }

    private static PipelineDefinition Pipeline(params IReadOnlyList<ScheduleDefinition> schedules) => new()
    {
        Name = "scrape",
        Triggers = [.. schedules.Select(schedule => new TriggerDefinition.Schedule(schedule))],
        Steps = [],
    };

    private static Event Fired(ScheduleDefinition schedule) => new()
    {
        Id = EventId.New(TimeProvider.System),
        Type = Event.ScheduleFired,
        Time = TimeProvider.System.GetUtcNow(),
        Data = EventData.Of(("pipeline", "scrape"), ("schedule", schedule.ToString())),
    };
}

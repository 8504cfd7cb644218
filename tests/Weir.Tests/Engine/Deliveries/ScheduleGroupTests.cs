using Weir.Engine.Deliveries;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Pipelines;
using Weir.Schedules;

namespace Weir.Tests.Engine.Deliveries;

public sealed class ScheduleGroupTests
{
    [Fact]
    public void Runs_of_a_schedule_wait_for_one_another_and_for_nobody_else()
    {
        var (nightly, hourly) = (Schedule("0 3 * * *", overlaps: false), Schedule("0 * * * *", overlaps: false));
        var pipeline = Pipeline(nightly, hourly);

        Assert.NotNull(ScheduleGroup.Of(pipeline, Fired(nightly)));
        Assert.Equal(ScheduleGroup.Of(pipeline, Fired(nightly)), ScheduleGroup.Of(pipeline, Fired(nightly)));
        Assert.NotEqual(ScheduleGroup.Of(pipeline, Fired(nightly)), ScheduleGroup.Of(pipeline, Fired(hourly)));
        Assert.Null(ScheduleGroup.Of(pipeline, Fired(nightly) with { Type = Event.ObjectCreated }));
        Assert.True(ScheduleGroup.HasGroups(pipeline));
    }

    [Fact]
    public void A_schedule_may_let_its_runs_overlap()
    {
        var often = Schedule("* * * * *", overlaps: true);

        Assert.Null(ScheduleGroup.Of(Pipeline(often), Fired(often)));
        Assert.False(ScheduleGroup.HasGroups(Pipeline(often)));
    }

    private static ScheduleDefinition Schedule(string text, bool overlaps)
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

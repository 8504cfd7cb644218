using System.Globalization;

using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Triggers.Schedules;
using Weir.Events;
using Weir.Local;
using Weir.Pipelines;
using Weir.Projects;
using Weir.Schedules;
using Weir.Tables;

namespace Weir.Tests.Engine.Triggers;

/// <summary>Schedules over a real state file, with a clock that is set by hand.</summary>
public sealed class ScheduleTriggerTests : IDisposable
{
    private static readonly Subscriber Orders = new(SubscriberKind.Reconciliation, "orders");

    private static readonly Router Nobody = new(new ProjectDefinition
    {
        Name = "p",
        Revision = "r",
        Buckets = new Dictionary<string, BucketDefinition>(),
        Pipelines = new Dictionary<string, PipelineDefinition>(),
        Tables = new Dictionary<string, TableDefinition>(),
    });

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-schedules-").FullName;
    private readonly Clock _clock = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_schedule_begins_when_it_is_first_seen_and_fires_once_at_each_of_its_times()
    {
        using var environment = await OpenAsync();
        var trigger = Trigger(environment, Daily(MissedFires.Last));

        Assert.False(await trigger.PumpAsync(default));
        Assert.Empty(await FiredAsync(environment));
        _clock.Set("2026-02-01T02:59:59Z");
        Assert.False(await trigger.PumpAsync(default));
        _clock.Set("2026-02-01T03:00:00Z");
        Assert.True(await trigger.PumpAsync(default));
        Assert.False(await trigger.PumpAsync(default));
        _clock.Set("2026-01-31T20:00:00Z");
        Assert.False(await trigger.PumpAsync(default));
        _clock.Set("2026-02-01T04:00:00Z");
        Assert.False(await trigger.PumpAsync(default));

        Assert.Equal(["02-01 03:00 waiting 1"], await FiredAsync(environment));
    }

    [Theory]
    [InlineData(MissedFires.Last, "02-04 03:00 waiting 1")]
    [InlineData(MissedFires.All, "02-01 03:00 waiting 1,02-02 03:00 waiting 1,02-03 03:00 waiting 1,02-04 03:00 waiting 1")]
    [InlineData(MissedFires.None, "")]
    public async Task A_restart_makes_up_for_what_was_missed_as_declared(MissedFires missed, string expected)
    {
        using (var before = await OpenAsync())
        {
            await Trigger(before, Daily(missed)).PumpAsync(default);
        }

        _clock.Set("2026-02-04T12:00:00Z");
        using var after = await OpenAsync();
        var trigger = Trigger(after, Daily(missed));
        Assert.True(await trigger.PumpAsync(default));
        Assert.False(await trigger.PumpAsync(default));

        Assert.Equal(expected, string.Join(',', await FiredAsync(after)));
        _clock.Set("2026-02-05T03:00:30Z");
        Assert.True(await trigger.PumpAsync(default));
        Assert.Equal("02-05 03:00 waiting 1", (await FiredAsync(after))[^1]);
    }

    [Fact]
    public async Task A_crash_before_the_mark_is_set_doubles_nothing()
    {
        using var environment = await OpenAsync();
        var trigger = Trigger(environment, Daily(MissedFires.Last));
        await trigger.PumpAsync(default);
        _clock.Set("2026-02-01T03:00:00Z");
        var crashing = new ScheduleTrigger([new Scheduled(Orders, Daily(MissedFires.Last))], new Unset(environment.Schedules), environment.Events, Nobody, _clock);

        await Assert.ThrowsAsync<OperationCanceledException>(() => crashing.PumpAsync(default));
        Assert.True(await Trigger(environment, Daily(MissedFires.Last)).PumpAsync(default));

        Assert.Equal(["02-01 03:00 waiting 1"], await FiredAsync(environment));
    }

    [Theory]
    [InlineData(MissedFires.Last, false)]
    [InlineData(MissedFires.Last, true)]
    [InlineData(MissedFires.None, false)]
    [InlineData(MissedFires.All, false)]
    [InlineData(MissedFires.All, true)]
    public async Task A_clock_that_was_days_ahead_holds_no_schedule_once_it_is_put_right(MissedFires missed, bool restarted)
    {
        using var environment = await OpenAsync();
        var trigger = Trigger(environment, Daily(missed));
        await trigger.PumpAsync(default);
        _clock.Set("2026-02-20T03:00:10Z");
        Assert.True(await trigger.PumpAsync(default));

        _clock.Set("2026-02-01T00:00:00Z");
        trigger = restarted ? Trigger(environment, Daily(missed)) : trigger;
        Assert.False(await trigger.PumpAsync(default));
        var ahead = await FiredAsync(environment);
        _clock.Set("2026-02-01T03:00:10Z");
        Assert.True(await trigger.PumpAsync(default));
        Assert.False(await trigger.PumpAsync(default));

        Assert.Equal([.. ahead, "02-01 03:00 waiting 1"], await FiredAsync(environment));
    }

    [Theory]
    [InlineData("* * * * *", "3000-01-01T00:00:30Z", "01-01 00:00 waiting 1")]
    [InlineData("0 0 29 2 *", "2027-12-31T23:59:59Z", "")]
    [InlineData("0 0 29 2 *", "2031-12-31T23:59:59Z", "02-29 00:00 waiting 1")]
    [InlineData("*/7 9-17 * * mon-fri", "2026-02-01T23:59:59Z", "")]
    [InlineData("*/7 9-17 * * mon-fri", "2026-02-08T23:59:59Z", "02-06 17:56 waiting 1")]
    public async Task The_last_of_many_times_is_found_at_once(string cron, string now, string expected)
    {
        using var environment = await OpenAsync();
        Assert.True(CronExpression.TryParse(cron, out var parsed, out _));
        var trigger = Trigger(environment, new ScheduleDefinition { Times = parsed! });
        await trigger.PumpAsync(default);

        _clock.Set(now);
        await trigger.PumpAsync(default);

        Assert.Equal(expected, string.Join(',', await FiredAsync(environment)));
    }

    [Fact]
    public async Task Another_schedule_begins_anew()
    {
        using var environment = await OpenAsync();
        await Trigger(environment, Daily(MissedFires.All)).PumpAsync(default);
        _clock.Set("2026-02-03T12:00:00Z");

        Assert.False(await Trigger(environment, Daily(MissedFires.All) with { Timezone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo") }).PumpAsync(default));

        Assert.Empty(await FiredAsync(environment));
    }

    private static ScheduleDefinition Daily(MissedFires missed)
    {
        Assert.True(CronExpression.TryParse("0 3 * * *", out var cron, out _));
        return new ScheduleDefinition { Times = cron!, Missed = missed };
    }

    [Fact]
    public async Task The_times_of_a_pause_are_left_out_and_those_after_it_are_not()
    {
        var daily = Daily(MissedFires.All);
        using var environment = await OpenAsync();
        var trigger = Trigger(environment, daily);
        await trigger.PumpAsync(default);
        _clock.Set("2026-02-01T03:00:30Z");
        await trigger.PumpAsync(default);
        await environment.Schedules.PauseAsync(Orders, _clock.GetUtcNow(), default);
        await environment.Schedules.PauseAsync(Orders, DateTimeOffset.MaxValue, default);
        Assert.Equal([KeyValuePair.Create(Orders, _clock.GetUtcNow())], await environment.Schedules.ListPausesAsync(default));

        _clock.Set("2026-02-03T15:30:00Z");
        Assert.True(await trigger.PumpAsync(default));
        Assert.False(await trigger.PumpAsync(default));
        Assert.Equal(DateTimeOffset.Parse("2026-02-01T03:00:00Z", CultureInfo.InvariantCulture), (await environment.Schedules.FindAsync(new Scheduled(Orders, daily).Name, default))!.Fired);
        await environment.Schedules.PauseAsync(Orders, null, default);
        Assert.False(await trigger.PumpAsync(default));
        _clock.Set("2026-02-04T03:00:00Z");
        await trigger.PumpAsync(default);

        Assert.Equal(["02-01 03:00 waiting 1", "02-04 03:00 waiting 1"], await FiredAsync(environment));
    }

    private static async Task<List<string>> FiredAsync(LocalEnvironment environment) =>
    [
        .. (await environment.Events.ListAsync(100, null, default)).Reverse().Select(logged => string.Create(
            CultureInfo.InvariantCulture, $"{logged.Event.Time:MM-dd HH:mm} waiting {logged.Waiting}{(logged.Event.Type == Event.ScheduleFired ? "" : "?")}")),
    ];

    private ScheduleTrigger Trigger(LocalEnvironment environment, ScheduleDefinition schedule) =>
        new([new Scheduled(Orders, schedule)], environment.Schedules, environment.Events, Nobody, _clock);

    private Task<LocalEnvironment> OpenAsync() => LocalEnvironment.OpenAsync(_folder, "local", [], TimeSpan.Zero, TimeProvider.System, default);

    private sealed class Unset(IScheduleMarks marks) : IScheduleMarks
    {
        public Task<ScheduleMark?> FindAsync(string name, CancellationToken cancellationToken) => marks.FindAsync(name, cancellationToken);

        public Task SetAsync(string name, ScheduleMark mark, CancellationToken cancellationToken) => throw new OperationCanceledException();

        public Task<IReadOnlyDictionary<Subscriber, DateTimeOffset>> ListPausesAsync(CancellationToken cancellationToken) => marks.ListPausesAsync(cancellationToken);

        public Task PauseAsync(Subscriber subscriber, DateTimeOffset? since, CancellationToken cancellationToken) => marks.PauseAsync(subscriber, since, cancellationToken);
    }

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = DateTimeOffset.Parse("2026-01-31T12:00:00Z", CultureInfo.InvariantCulture);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Set(string now) => _now = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture);
    }
}

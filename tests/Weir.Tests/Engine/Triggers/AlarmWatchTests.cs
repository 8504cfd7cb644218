using Weir.Alarms;
using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Triggers.Alarms;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Failures;
using Weir.Local;
using Weir.Notifications;
using Weir.Projects;
using Weir.Runs;

namespace Weir.Tests.Engine.Triggers;

/// <summary>Alarms over a real state file, with a clock that is set by hand.</summary>
public sealed class AlarmWatchTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Subscriber Curate = new(SubscriberKind.Pipeline, "curate");
    private static readonly Subscriber Orders = new(SubscriberKind.Table, "orders");

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-alarms-").FullName;
    private readonly Clock _clock = new();
    private readonly Loads _loads = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_alarm_tells_once_that_it_fires_and_once_that_it_is_well_again_also_over_restarts()
    {
        for (var start = 0; start < 4; start++)
        {
            using var environment = await OpenAsync();
            using var watch = Watch(environment, Quarantined);
            _loads.Quarantined = start is 1 or 2 ? 11 : 10;
            Assert.Equal(start is 1 or 3, await watch.LookAsync(default));
            Assert.False(await watch.LookAsync(default));
            _clock.Now += TimeSpan.FromMinutes(1);
        }

        using var after = await OpenAsync();
        Assert.Equal(
            [
                "firing: Quarantined rows within 1h: 11, above 10.",
                "well: Quarantined rows within 1h: 10, not above 10.",
            ],
            await ToldAsync(after));
        var waiting = await after.Deliveries.LeaseAsync(new Subscriber(SubscriberKind.Notification, "alarms/a/slack"), 9, TimeSpan.FromMinutes(1), default);
        Assert.Equal(2, waiting.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_crash_between_the_mark_and_the_event_neither_loses_nor_doubles_the_word(int writes)
    {
        using var environment = await OpenAsync();
        _loads.Quarantined = 11;
        var crashing = new Crashing(environment.Alarms) { Left = writes };
        using (var first = Watch(environment, Quarantined, crashing))
        {
            await Assert.ThrowsAsync<OperationCanceledException>(() => first.LookAsync(default));
        }

        _clock.Now += TimeSpan.FromMinutes(1);
        using var second = Watch(environment, Quarantined);
        await second.LookAsync(default);
        _loads.Quarantined = 0;
        await second.LookAsync(default);

        Assert.Equal(["firing", "well"], (await ToldAsync(environment)).Select(told => told.Split(':')[0]));
    }

    [Fact]
    public async Task What_a_crash_left_untold_is_told()
    {
        using var environment = await OpenAsync();
        await environment.Alarms.SetAsync("a", new AlarmMark(Number: 1, IsFiring: true, Noon, "too many", IsTold: false), default);
        _loads.Quarantined = 11;
        using var watch = Watch(environment, Quarantined);

        Assert.False(await watch.LookAsync(default));
        Assert.False(await watch.LookAsync(default));

        Assert.Equal(["firing: too many"], await ToldAsync(environment));
    }

    [Fact]
    public async Task Failures_count_for_as_long_as_they_are_recent_and_have_not_been_taken_up_again()
    {
        using var environment = await OpenAsync();
        using var watch = Watch(environment, new AlarmCondition.Failures(1, TimeSpan.FromHours(1), Curate));
        await FailAsync(environment, Curate, 2);
        await FailAsync(environment, Orders, 5);

        Assert.True(await watch.LookAsync(default));
        Assert.Equal("2", (await watch.ShowAsync(Alarm(new AlarmCondition.Failures(1, TimeSpan.FromHours(1), Curate)), default)).Reading.Value);
        Assert.Equal("7", (await watch.ShowAsync(Alarm(new AlarmCondition.Failures(1, TimeSpan.FromHours(1), null)), default)).Reading.Value);
        Assert.Equal("0", (await watch.ShowAsync(Alarm(new AlarmCondition.Failures(1, TimeSpan.FromHours(1), new Subscriber(SubscriberKind.Table, "other"))), default)).Reading.Value);
        _clock.Now += TimeSpan.FromMinutes(61);
        Assert.True(await watch.LookAsync(default));
        await FailAsync(environment, Curate, 2);
        Assert.True(await watch.LookAsync(default));
        await environment.DeadLetters.RedriveAsync(null, default);
        Assert.True(await watch.LookAsync(default));

        Assert.Equal(["firing", "well", "firing", "well"], (await ToldAsync(environment)).Select(told => told.Split(':')[0]));
    }

    [Fact]
    public async Task What_waits_is_as_old_as_its_event()
    {
        using var environment = await OpenAsync();
        var ofTable = new AlarmCondition.OldestWaiting(TimeSpan.FromMinutes(15), Orders);
        using var watch = Watch(environment, ofTable);
        await AppendAsync(environment, Curate, 1);
        _clock.Now += TimeSpan.FromMinutes(10);
        await AppendAsync(environment, Orders, 2);
        await AppendAsync(environment, new Subscriber(SubscriberKind.Notification, "slack"), 1);
        _clock.Now += TimeSpan.FromMinutes(12);

        Assert.False(await watch.LookAsync(default));
        Assert.Equal("12m", (await watch.ShowAsync(Alarm(ofTable), default)).Reading.Value);
        Assert.Equal("22m", (await watch.ShowAsync(Alarm(ofTable with { Of = null }), default)).Reading.Value);
        _clock.Now += TimeSpan.FromMinutes(4);
        Assert.True(await watch.LookAsync(default));
        var leased = await environment.Deliveries.LeaseAsync(Orders, 9, TimeSpan.FromMinutes(1), default);
        Assert.False(await watch.LookAsync(default));
        await environment.Deliveries.SettleAsync([.. leased.Select(delivery => new Settlement(delivery, new DeliveryOutcome.Done()))], default);
        Assert.True(await watch.LookAsync(default));
        Assert.Equal("0ms", (await watch.ShowAsync(Alarm(ofTable), default)).Reading.Value);
    }

    [Fact]
    public async Task The_longest_run_that_ended_lately_counts_also_when_it_was_tried_long_ago()
    {
        using var environment = await OpenAsync();
        var runTime = new AlarmCondition.RunTime(TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), "curate");
        using var watch = Watch(environment, runTime);
        await AppendAsync(environment, Curate, 3);
        var leased = await environment.Deliveries.LeaseAsync(Curate, 9, TimeSpan.FromHours(9), default);
        await RunAsync(environment, leased[0], new DeliveryOutcome.Retry(TimeSpan.FromDays(1), new Failure("WEIR1", "x")), RunState.Retrying, TimeSpan.FromMinutes(50));
        Assert.False(await watch.LookAsync(default));
        await RunAsync(environment, leased[1], new DeliveryOutcome.Done(), RunState.Succeeded, TimeSpan.FromMinutes(9));
        Assert.False(await watch.LookAsync(default));
        await RunAsync(environment, leased[2], new DeliveryOutcome.Done(), RunState.Failed, TimeSpan.FromMinutes(11));

        Assert.True(await watch.LookAsync(default));
        Assert.Equal("11m", (await watch.ShowAsync(Alarm(runTime), default)).Reading.Value);
        Assert.Equal("0ms", (await watch.ShowAsync(Alarm(runTime with { Pipeline = "other" }), default)).Reading.Value);
        _clock.Now += TimeSpan.FromMinutes(61);
        Assert.True(await watch.LookAsync(default));
    }

    [Fact]
    public async Task A_table_that_is_new_has_as_long_for_its_first_load_as_for_any_other()
    {
        using var environment = await OpenAsync();
        using var watch = Watch(environment, new AlarmCondition.NoLoad(TimeSpan.FromHours(6), "orders"));

        Assert.False(await watch.LookAsync(default));
        _clock.Now += TimeSpan.FromHours(5);
        Assert.False(await watch.LookAsync(default));
        _clock.Now += TimeSpan.FromHours(1);
        Assert.True(await watch.LookAsync(default));
        _clock.Now += TimeSpan.FromMinutes(1);
        Assert.False(await watch.LookAsync(default), "It goes on until something is loaded.");
        _loads.Last = _clock.Now;
        _clock.Now += TimeSpan.FromSeconds(10);
        Assert.True(await watch.LookAsync(default));
        _clock.Now += TimeSpan.FromHours(6);
        Assert.True(await watch.LookAsync(default));

        Assert.Equal(
            [
                "firing: The time without a load into orders: more than 6h, above 6h.",
                "well: The time without a load into orders: 10s, not above 6h.",
                "firing: The time without a load into orders: more than 6h, above 6h.",
            ],
            await ToldAsync(environment));
    }

    [Fact]
    public async Task The_first_look_comes_after_the_first_rest()
    {
        using var environment = await OpenAsync();
        using var watch = Watch(environment, Quarantined);
        _loads.Quarantined = 11;

        Assert.False(await watch.PumpAsync(default));
        Assert.Empty(await ToldAsync(environment));
        Assert.False(await watch.PumpAsync(default));
        Assert.Single(await ToldAsync(environment));
    }

    private static AlarmCondition Quarantined => new AlarmCondition.QuarantinedRows(10, TimeSpan.FromHours(1), null);

    private static AlarmDefinition Alarm(AlarmCondition condition) => new()
    {
        Name = "a",
        Condition = condition,
        Notify = [new NotificationTarget("slack", new NotificationChannel.Command("true"))],
    };

    private AlarmWatch Watch(LocalEnvironment environment, AlarmCondition condition, IAlarmMarks? marks = null)
    {
        var project = new ProjectDefinition
        {
            Name = "p",
            Revision = "",
            Buckets = new Dictionary<string, Weir.Buckets.BucketDefinition>(),
            Pipelines = new Dictionary<string, Weir.Pipelines.PipelineDefinition>(),
            Tables = new Dictionary<string, Weir.Tables.TableDefinition>(),
            Alarms = new Dictionary<string, AlarmDefinition> { ["a"] = Alarm(condition) },
        };
        return new AlarmPorts(marks ?? environment.Alarms, environment.Metrics, _loads).WatchOver(project, environment.Events, new Router(project), _clock);
    }

    private Task<LocalEnvironment> OpenAsync() => LocalEnvironment.OpenAsync(_folder, "local", [], TimeSpan.FromSeconds(5), _clock, default);

    private Task AppendAsync(LocalEnvironment environment, Subscriber subscriber, int count) => environment.Events.AppendAsync(
        [
            .. Enumerable.Range(0, count).Select(_ => new RoutedEvent(
                new Event { Id = EventId.New(TimeProvider.System), Type = Event.MessagePublished, Time = _clock.Now, Data = "{}" }, [subscriber])),
        ],
        default);

    private async Task FailAsync(LocalEnvironment environment, Subscriber subscriber, int count)
    {
        await AppendAsync(environment, subscriber, count);
        var leased = await environment.Deliveries.LeaseAsync(subscriber, count, TimeSpan.FromMinutes(1), default);
        await environment.Deliveries.SettleAsync(
            [.. leased.Select(delivery => new Settlement(delivery, new DeliveryOutcome.DeadLettered(new Failure("WEIR1", "x"))))], default);
    }

    private async Task RunAsync(LocalEnvironment environment, Delivery delivery, DeliveryOutcome outcome, RunState state, TimeSpan took)
    {
        var run = new Run
        {
            Id = RunId.Of(delivery.Event.Id, "curate"),
            Pipeline = "curate",
            EventId = delivery.Event.Id,
            Attempt = 1,
            ProjectRevision = "",
            State = state,
            StartedAt = _clock.Now - took,
            FinishedAt = _clock.Now,
        };
        await environment.Deliveries.SettleAsync([new Settlement(delivery, outcome, run)], default);
    }

    /// <summary>What was told, the oldest first.</summary>
    private static async Task<IReadOnlyList<string>> ToldAsync(LocalEnvironment environment)
    {
        var events = await environment.Events.ListAsync(100, null, default);
        return
        [
            .. events.Where(logged => logged.Event.Type == Event.AlarmChanged).Reverse().Select(logged =>
            {
                using var data = System.Text.Json.JsonDocument.Parse(logged.Event.Data!);
                return $"{data.RootElement.GetProperty("state").GetString()}: {data.RootElement.GetProperty("message").GetString()}";
            }),
        ];
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Noon;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Loads : ILoadMetrics
    {
        public long Quarantined { get; set; }

        public DateTimeOffset? Last { get; set; }

        public Task<long> CountQuarantinedAsync(string? table, DateTimeOffset since, CancellationToken cancellationToken) => Task.FromResult(Quarantined);

        public Task<DateTimeOffset?> FindLastLoadAsync(string table, DateTimeOffset since, CancellationToken cancellationToken) =>
            Task.FromResult(Last >= since ? Last : null);
    }

    /// <summary>Marks in a process that dies at a write.</summary>
    private sealed class Crashing(IAlarmMarks marks) : IAlarmMarks
    {
        public int Left { get; set; }

        public Task<AlarmMark?> FindAsync(string name, CancellationToken cancellationToken) => marks.FindAsync(name, cancellationToken);

        public Task SetAsync(string name, AlarmMark mark, CancellationToken cancellationToken) =>
            --Left == 0 ? throw new OperationCanceledException() : marks.SetAsync(name, mark, cancellationToken);
    }
}

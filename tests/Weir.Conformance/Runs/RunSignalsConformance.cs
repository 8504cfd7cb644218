using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Runs;
using Weir.Runs;

namespace Weir.Conformance.Runs;

/// <summary>What <see cref="IRunSignals"/> promises, and what the queue promises of deliveries that are suspended.</summary>
public abstract class RunSignalsConformance : ConformanceSuite
{
    private protected RunSignalsConformance(Backend backend)
        : base(backend)
    {
    }

    [Fact]
    public async Task Signals_are_kept_in_order_over_a_crash_and_told_as_they_are_stored()
    {
        await AppendAsync(Copy);
        var run = RunId.Of((await LeaseOneAsync(Copy)).Event.Id, Copy.Name);
        var told = new List<RunSignal>();
        Backend.Signals.Sent += told.AddRange;

        var sent = await Backend.Signals.SendAsync(
            [SignalTo(run, RunSignalKind.Pause), SignalTo(run, RunSignalKind.Approve) with { Step = "sure", By = "ada", Data = "go" }], None);
        sent = [.. sent, .. await Backend.Signals.SendAsync([SignalTo(run, RunSignalKind.Resume)], None)];

        Assert.Equal(sent, told);
        Assert.Equal(sent.Select(signal => signal.Number).Order(), sent.Select(signal => signal.Number));
        await Backend.RestartAsync();
        Assert.Equal(sent, await Backend.Signals.OfAsync(run, None));
        Assert.Empty(await Backend.Signals.OfAsync(RunId.New(Backend.Time), None));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_waits_for_a_word_goes_on_once_it_is_said_also_over_a_crash(bool restarts)
    {
        await AppendAsync(Copy);
        var run = await SuspendAsync(await LeaseOneAsync(Copy), until: null);
        Assert.Equal([run], await Backend.Runs.ListWaitingAsync(None));
        Backend.Time.Advance(TimeSpan.FromDays(100));
        if (restarts)
        {
            await Backend.RestartAsync();
        }

        Assert.Empty(await LeaseAsync(Copy));
        Assert.True(await Backend.Backlog.IsEmptyAsync(0, None));

        var woken = Backend.Queue.WaitAsync(Copy, None);
        await Backend.Signals.SendAsync([SignalTo(run.Id, RunSignalKind.Approve)], None);

        await woken.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(await Backend.Backlog.IsEmptyAsync(0, None));
        var again = await LeaseOneAsync(Copy);
        Assert.Equal((1, true, false), (again.Attempt, again.MayHaveBegun, again.MayBeLost));
        await Backend.Queue.SettleAsync([new Settlement(again, new DeliveryOutcome.Done(), run with { State = RunState.Succeeded })], None);
        Assert.True(await Backend.Backlog.IsEmptyAsync(0, None));
        Assert.Empty(await Backend.Signals.OfAsync(run.Id, None));
        Assert.Empty(await Backend.Runs.ListWaitingAsync(None));
    }

    [Fact]
    public async Task A_word_that_came_before_the_run_began_to_wait_is_not_overlooked()
    {
        await AppendAsync(Copy);
        var delivery = await LeaseOneAsync(Copy);
        var run = RunId.Of(delivery.Event.Id, Copy.Name);
        var seen = Assert.Single(await Backend.Signals.SendAsync([SignalTo(run, RunSignalKind.Pause)], None));
        await Backend.Signals.SendAsync([SignalTo(run, RunSignalKind.Resume)], None);

        await SuspendAsync(delivery, until: null, seen.Number);

        var last = (await Backend.Signals.OfAsync(run, None))[^1].Number;
        await SuspendAsync(await LeaseOneAsync(Copy), until: null, last);
        Assert.Empty(await LeaseAsync(Copy));
    }

    [Fact]
    public async Task A_run_that_waited_goes_on_before_what_has_not_begun()
    {
        await AppendAsync(Copy);
        var waits = await LeaseOneAsync(Copy);
        await AppendAsync(Copy);
        await AppendAsync(Copy);
        var run = await SuspendAsync(waits, until: null);
        Assert.Empty(Backend.Queue.LeaseResumed(Copy, 10, Minute));
        var word = Assert.Single(await Backend.Signals.SendAsync([SignalTo(run.Id, RunSignalKind.Resume)], None));

        var resumed = Assert.Single(Backend.Queue.LeaseResumed(Copy, 10, Minute));
        Assert.Equal(waits.Id, resumed.Id);
        await SuspendAsync(resumed, until: null, word.Number);
        await Backend.Signals.SendAsync([SignalTo(run.Id, RunSignalKind.Resume)], None);

        var all = await LeaseAsync(Copy);
        Assert.Equal(3, all.Count);
        Assert.Equal(waits.Id, all[0].Id);
    }

    [Fact]
    public async Task The_end_of_one_run_wakes_another_in_the_same_moment()
    {
        await AppendAsync(Copy);
        var parent = await SuspendAsync(await LeaseOneAsync(Copy), until: null);
        await AppendAsync(Copy);
        var child = await LeaseOneAsync(Copy);

        await Backend.Queue.SettleAsync(
            [new Settlement(child, new DeliveryOutcome.Done(), RunOf(child, RunState.Succeeded)) { Signals = [SignalTo(parent.Id, RunSignalKind.RunEnded)] }], None);

        Assert.Equal(parent.EventId, (await LeaseOneAsync(Copy)).Event.Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_waits_for_a_moment_goes_on_at_it_whatever_is_done_to_the_clock(bool restarts)
    {
        await AppendAsync(Copy);
        await SuspendAsync(await LeaseOneAsync(Copy), Backend.Time.GetUtcNow() + TimeSpan.FromHours(3));
        if (restarts)
        {
            await Backend.RestartAsync();
        }

        Backend.Time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await LeaseAsync(Copy));
        Assert.False(await Backend.Backlog.IsEmptyAsync(0, None));
        var woken = Backend.Queue.WaitAsync(Copy, None);

        // The clock is put on by two hours: the moment has come.
        Backend.Time.SetClock(TimeSpan.FromHours(2));
        Backend.Time.Advance(TimeSpan.FromSeconds(10));

        await woken.WaitAsync(TimeSpan.FromSeconds(30));
        await LeaseOneAsync(Copy);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_whose_time_is_yet_to_come_is_delivered_then(bool restarts)
    {
        var later = NewEvent() with { NotBefore = Backend.Time.GetUtcNow() + Minute };
        await Backend.Log.AppendAsync([new RoutedEvent(later, [Copy]), new RoutedEvent(NewEvent(), [Copy])], None);
        if (restarts)
        {
            await Backend.RestartAsync();
        }

        var now = await LeaseOneAsync(Copy);
        Assert.NotEqual(later.Id, now.Event.Id);
        await SettleAsync(new DeliveryOutcome.Done(), now);
        Assert.Empty(await LeaseAsync(Copy));

        Backend.Time.Advance(Minute);

        Assert.Equal(later, (await LeaseOneAsync(Copy)).Event);
    }

    private RunSignal SignalTo(RunId run, RunSignalKind kind) => new() { RunId = run, Kind = kind, Time = Backend.Time.GetUtcNow() };

    private Run RunOf(Delivery delivery, RunState state) => new()
    {
        Id = RunId.Of(delivery.Event.Id, Copy.Name),
        Pipeline = Copy.Name,
        EventId = delivery.Event.Id,
        Attempt = delivery.Attempt,
        ProjectRevision = "abc",
        State = state,
        StartedAt = Backend.Time.GetUtcNow(),
        FinishedAt = Backend.Time.GetUtcNow(),
    };

    private async Task<Run> SuspendAsync(Delivery delivery, DateTimeOffset? until, long seen = 0)
    {
        var run = RunOf(delivery, RunState.Waiting) with { WakeAt = until, Group = "g" };
        await Backend.Queue.SettleAsync([new Settlement(delivery, new DeliveryOutcome.Suspended(until, seen), run)], None);
        return run;
    }
}

using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Failures;
using Weir.Runs;

namespace Weir.Conformance.Events;

/// <summary>What <see cref="IHistory"/> promises.</summary>
public abstract class HistoryConformance : ConformanceSuite
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly Failure Broken = new("WEIR5003", "It is broken.");
    private static readonly DeliveryOutcome Done = new DeliveryOutcome.Done();

    private protected HistoryConformance(Backend backend)
        : base(backend)
    {
    }

    [Fact]
    public async Task What_was_over_before_the_time_is_forgotten_and_what_came_since_is_not()
    {
        await AppendAsync();
        await AppendAsync(Copy);
        await SettleWithRunAsync(await LeaseOneAsync(Copy));
        Backend.Time.Advance(Day);
        var younger = await AppendAsync(Copy);
        await SettleWithRunAsync(await LeaseOneAsync(Copy));

        await PruneAsync(Backend.Time.GetUtcNow() - TimeSpan.FromHours(1));

        Assert.Equal([younger], await EventsAsync());
        Assert.Equal(younger.Id, Assert.Single(await Backend.Runs.ListAsync(10, None)).EventId);
        await Backend.RestartAsync();
        Assert.Equal([younger], await EventsAsync());
    }

    [Fact]
    public async Task What_a_step_wrote_goes_when_its_own_time_is_over_and_nothing_else_does()
    {
        await AppendAsync(Copy);
        var run = RunId.Of((await LeaseOneAsync(Copy)).Event.Id, "copy");
        var now = Backend.Time.GetUtcNow();
        var steps = Enumerable.Range(1, 1_200).Select(number => new StepRecord
        {
            RunId = run,
            Number = number,
            Step = "s",
            Attempt = 1,
            State = StepState.Succeeded,
            StartedAt = now,
            FinishedAt = now,
            Output = "1",
            Log = "written",
            LogUntil = number % 3 == 0 ? null : now + ((number % 3) * Day),
        }).ToList();
        await Backend.Runs.NoteAsync(steps, None);

        await PruneAsync(now - Day);
        Assert.Equal(steps, await Backend.Runs.StepsAsync(run, None));
        Backend.Time.Advance(Day + Minute);
        await PruneAsync(now - Day);
        await Backend.RestartAsync();

        Assert.Equal(
            steps.Select(step => step.Number % 3 == 1 ? step with { Log = null, LogUntil = null } : step), await Backend.Runs.StepsAsync(run, None));
    }

    [Fact]
    public async Task An_event_stays_while_a_delivery_of_it_is_open()
    {
        var @event = await AppendAsync(Copy, Orders);
        await SettleAsync(Done, await LeaseOneAsync(Copy));
        Backend.Time.Advance(100 * Day);

        await PruneAsync(Backend.Time.GetUtcNow());
        Assert.Equal([@event], await EventsAsync());

        await Backend.RestartAsync();
        var late = await LeaseOneAsync(Orders);
        Assert.Equal(@event, late.Event);
        await SettleAsync(Done, late);
        await PruneAsync(Backend.Time.GetUtcNow());
        Assert.Empty(await EventsAsync());
    }

    [Fact]
    public async Task A_dead_letter_is_kept_from_when_it_was_given_up_and_its_event_with_it()
    {
        var @event = await AppendAsync(Orders);
        Backend.Time.Advance(10 * Day);
        await SettleAsync(new DeliveryOutcome.DeadLettered(Broken), await LeaseOneAsync(Orders));

        await PruneAsync(Backend.Time.GetUtcNow() - Day);
        Assert.Equal(@event, Assert.Single(await Backend.DeadLetters.ListAsync(10, None)).Event);
        Assert.Equal([@event], await EventsAsync());

        Backend.Time.Advance(2 * Day);
        await PruneAsync(Backend.Time.GetUtcNow() - Day);
        Assert.Empty(await Backend.DeadLetters.ListAsync(10, None));
        Assert.Empty(await EventsAsync());
        Assert.Equal(0, await Backend.DeadLetters.RedriveAsync(null, None));
    }

    [Fact]
    public async Task A_redriven_delivery_keeps_its_event()
    {
        var @event = await AppendAsync(Orders);
        var delivery = await LeaseOneAsync(Orders);
        await SettleAsync(new DeliveryOutcome.DeadLettered(Broken), delivery);
        await Backend.DeadLetters.RedriveAsync([delivery.Id], None);
        Backend.Time.Advance(100 * Day);

        await PruneAsync(Backend.Time.GetUtcNow());

        Assert.Equal(@event, (await LeaseOneAsync(Orders)).Event);
    }

    [Fact]
    public async Task What_is_needed_does_not_keep_what_came_after_it()
    {
        var needed = new List<Event>();
        for (var at = 0; at < 3; at++)
        {
            var events = Enumerable.Range(0, 700).Select(n => NewEvent("tick", $"{n}")).ToList();
            await Backend.Log.AppendAsync([.. events.Select(e => new RoutedEvent(e, [Orders]))], None);
            needed.AddRange(events);
            await Backend.Log.AppendAsync([.. Enumerable.Range(0, 700).Select(_ => new RoutedEvent(NewEvent(), []))], None);
        }

        Backend.Time.Advance(Day);
        await PruneAsync(Backend.Time.GetUtcNow());

        Assert.Equal(needed.AsEnumerable().Reverse(), await EventsAsync());
    }

    [Fact]
    public async Task An_event_that_waits_in_the_outbox_is_still_known_when_it_is_lifted_again()
    {
        var posted = NewEvent();
        await Backend.Outbox.PostAsync([posted], None);
        await Backend.Log.AppendAsync([new RoutedEvent(posted, [Orders])], None);
        await SettleAsync(Done, await LeaseOneAsync(Orders));
        Backend.Time.Advance(Day);

        await PruneAsync(Backend.Time.GetUtcNow());
        await Backend.Log.AppendAsync([new RoutedEvent(posted, [Orders])], None);

        Assert.Empty(await LeaseAsync(Orders));
    }

    [Fact]
    public async Task Objects_are_found_and_read_whatever_is_forgotten()
    {
        var first = await PutAsync("raw", "a.json", [1]);
        var second = await PutAsync("raw", "a.json", [2]);
        Backend.Time.Advance(Day);

        await PruneAsync(Backend.Time.GetUtcNow());
        await Backend.SweepAsync();

        Assert.Empty(await EventsAsync());
        Assert.Equal(second, await Backend.Objects.FindAsync(first.Name, None));
        Assert.Equal([2], await ReadAsync(second));
    }

    [Fact]
    public async Task A_turn_is_short_and_turns_come_to_an_end()
    {
        await Backend.Log.AppendAsync([.. Enumerable.Range(0, 3_000).Select(_ => new RoutedEvent(NewEvent(), []))], None);
        Backend.Time.Advance(Day);

        Assert.True(await Backend.History.PruneAsync(Backend.Time.GetUtcNow(), None));

        Assert.InRange((await EventsAsync()).Count(), 1_500, 2_999);
        await PruneAsync(Backend.Time.GetUtcNow());
        Assert.Empty(await EventsAsync());
    }

    private async Task PruneAsync(DateTimeOffset before)
    {
        for (var turn = 0; await Backend.History.PruneAsync(before, None); turn++)
        {
            Assert.True(turn < 1_000, "It does not end.");
        }
    }

    private async Task<IEnumerable<Event>> EventsAsync() =>
        (await Backend.Log.ListAsync(10_000, null, None)).Select(logged => logged.Event);

    private Task SettleWithRunAsync(Delivery delivery) => Backend.Queue.SettleAsync(
        [
            new Settlement(delivery, Done, new Run
            {
                Id = RunId.New(Backend.Time),
                Pipeline = "copy",
                EventId = delivery.Event.Id,
                Attempt = 1,
                ProjectRevision = "abc",
                State = RunState.Succeeded,
                StartedAt = Backend.Time.GetUtcNow(),
                FinishedAt = Backend.Time.GetUtcNow(),
            }),
        ],
        None);
}

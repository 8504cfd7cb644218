using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Engine.Runs;
using Weir.Failures;
using Weir.Runs;

namespace Weir.Conformance.Deliveries;

/// <summary>What <see cref="IDeadLetters"/> promises.</summary>
public abstract class DeadLettersConformance : ConformanceSuite
{
    private static readonly Failure Broken = new("WEIR5003", "It is broken.", "Mend it.");

    private protected DeadLettersConformance(Backend backend)
        : base(backend)
    {
    }

    [Fact]
    public async Task A_dead_letter_is_listed_with_its_reason_also_after_a_restart()
    {
        var @event = await AppendAsync(Orders);
        var delivery = await LeaseOneAsync(Orders);
        await SettleAsync(new DeliveryOutcome.DeadLettered(Broken), delivery);
        var given = new DeadLetter(delivery.Id, Orders, @event, 1, Broken, Backend.Time.GetUtcNow());

        Assert.Equal([given], await Backend.DeadLetters.ListAsync(10, None));
        await Backend.RestartAsync();
        Assert.Equal([given], await Backend.DeadLetters.ListAsync(10, None));
        Assert.Empty(await LeaseAsync(Orders));
        Assert.Equal(0, await Backend.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task The_run_of_a_redriven_delivery_goes_on_with_the_revision_that_it_had_when_that_is_asked_for()
    {
        await AppendAsync(Copy);
        var delivery = await LeaseOneAsync(Copy);
        var run = new Run
        {
            Id = RunId.Of(delivery.Event.Id, Copy.Name),
            Pipeline = Copy.Name,
            EventId = delivery.Event.Id,
            Attempt = 1,
            ProjectRevision = "r1",
            State = RunState.Failed,
            StartedAt = Backend.Time.GetUtcNow(),
            FinishedAt = Backend.Time.GetUtcNow(),
            Failure = Broken,
        };
        await Backend.Queue.SettleAsync([new Settlement(delivery, new DeliveryOutcome.DeadLettered(Broken), run)], None);

        Assert.True(await Backend.DeadLetters.RedriveOriginalAsync(delivery.Id, run.Id, None));
        Assert.False(await Backend.DeadLetters.RedriveOriginalAsync(delivery.Id, run.Id, None));

        await Backend.RestartAsync();
        Assert.Equal(new RunPin("r1"), await Backend.Runs.PinOfAsync(run.Id, None));
        delivery = await LeaseOneAsync(Copy);
        await Backend.Queue.SettleAsync([new Settlement(delivery, new DeliveryOutcome.DeadLettered(Broken), run)], None);
        Assert.Equal(new RunPin(null), await Backend.Runs.PinOfAsync(run.Id, None));
    }

    [Fact]
    public async Task The_newest_are_listed_first()
    {
        var ids = await GiveUpAsync(5);

        var listed = await Backend.DeadLetters.ListAsync(3, None);

        Assert.Equal(ids.AsEnumerable().Reverse().Take(3), listed.Select(letter => letter.DeliveryId));
    }

    [Fact]
    public async Task What_is_told_of_a_dead_letter_waits_in_the_outbox_once_also_when_the_word_of_it_comes_too_late()
    {
        await AppendAsync(Orders);
        var (delivery, told) = (await LeaseOneAsync(Orders), NewEvent());
        var settlement = new Settlement(delivery, new DeliveryOutcome.DeadLettered(Broken)) { Told = [told] };
        await Backend.Queue.SettleAsync([settlement], None);

        Assert.Equal([settlement], await Backend.Queue.SettleAsync([settlement], None));
        await Backend.RestartAsync();
        Assert.Equal([told.Id], (await Backend.Outbox.TakeAsync(10, None)).Select(posted => posted.Id));
    }

    [Fact]
    public async Task A_redriven_delivery_is_due_at_once_as_its_first_attempt_and_no_longer_listed()
    {
        await AppendAsync(Orders);
        await SettleAsync(new DeliveryOutcome.Retry(TimeSpan.Zero, Broken), await LeaseOneAsync(Orders));
        var delivery = await LeaseOneAsync(Orders);
        await SettleAsync(new DeliveryOutcome.DeadLettered(Broken), delivery);

        var redriven = await Backend.DeadLetters.RedriveAsync([delivery.Id, delivery.Id, 999], None);

        var again = await LeaseOneAsync(Orders);
        Assert.Equal((1, delivery.Id, 1), (redriven, again.Id, again.Attempt));
        Assert.Empty(await Backend.DeadLetters.ListAsync(10, None));
        Assert.Equal(1, await Backend.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task All_are_redriven_when_none_are_named_and_those_that_wait_are_left_alone()
    {
        var ids = await GiveUpAsync(2_500);
        await AppendAsync(Orders);
        var held = await LeaseOneAsync(Orders);
        await AppendAsync(Orders);

        var redriven = await Backend.DeadLetters.RedriveAsync(null, None);

        var leased = new List<long>();
        while (await LeaseAsync(Orders, 400) is { Count: > 0 } batch)
        {
            leased.AddRange(batch.Select(delivery => delivery.Id));
        }

        Assert.Equal(2_500, redriven);
        Assert.Equal(ids.Order(), leased.Take(2_500));
        Assert.Equal(2_501, leased.Count);
        Assert.DoesNotContain(held.Id, leased);
    }

    [Fact]
    public async Task A_redrive_ends_a_wait()
    {
        var ids = await GiveUpAsync(1);
        var waiting = Backend.Queue.WaitAsync(Orders, None);

        await Backend.DeadLetters.RedriveAsync(ids, None);

        await waiting.WaitAsync(TimeSpan.FromSeconds(5));
    }

    private async Task<List<long>> GiveUpAsync(int count)
    {
        var ids = new List<long>();
        for (var at = 0; at < count; at += 500)
        {
            await Backend.Log.AppendAsync(
                [.. Enumerable.Range(0, Math.Min(500, count - at)).Select(_ => new Engine.Events.RoutedEvent(NewEvent(), [Orders]))],
                None);
        }

        var leased = await LeaseAsync(Orders, count);
        ids.AddRange(leased.Select(delivery => delivery.Id));
        await SettleAsync(new DeliveryOutcome.DeadLettered(Broken), leased);
        return ids;
    }
}

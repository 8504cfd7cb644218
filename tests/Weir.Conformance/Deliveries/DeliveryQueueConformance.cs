using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Failures;
using Weir.Runs;

namespace Weir.Conformance.Deliveries;

/// <summary>What <see cref="IDeliveryQueue"/> promises.</summary>
public abstract class DeliveryQueueConformance : ConformanceSuite
{
    private static readonly Failure Busy = new("WEIR6002", "The warehouse is busy.");
    private static readonly DeliveryOutcome Done = new DeliveryOutcome.Done();

    private protected DeliveryQueueConformance(Backend backend)
        : base(backend)
    {
    }

    [Fact]
    public async Task A_delivery_is_leased_by_one_holder_at_a_time()
    {
        await AppendAsync(Orders);

        Assert.Equal(1, (await LeaseOneAsync(Orders)).Attempt);
        Assert.Empty(await LeaseAsync(Orders));
    }

    [Fact]
    public async Task Deliveries_are_leased_oldest_first_and_no_more_than_asked()
    {
        var events = new List<Event>();
        for (var at = 0; at < 5; at++)
        {
            events.Add(await AppendAsync(Orders));
        }

        var first = await LeaseAsync(Orders, 3);
        var second = await LeaseAsync(Orders, 3);

        Assert.Equal(events, first.Concat(second).Select(delivery => delivery.Event));
        Assert.Equal(3, first.Count);
    }

    [Fact]
    public async Task Many_lessees_share_the_deliveries_without_overlap()
    {
        await Backend.Log.AppendAsync(
            [.. Enumerable.Range(0, 20_000).Select(_ => new RoutedEvent(NewEvent(), [Orders]))], None);

        var leased = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var mine = new List<long>();
            while (await LeaseAsync(Orders, 70) is { Count: > 0 } batch)
            {
                mine.AddRange(batch.Select(delivery => delivery.Id));
                await SettleAsync(Done, batch);
            }

            return mine;
        })));

        Assert.Equal(20_000, leased.SelectMany(ids => ids).Distinct().Count());
        Assert.Equal(20_000, leased.Sum(ids => ids.Count));
        Assert.Equal(0, await Backend.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task A_lease_that_lapses_comes_back_with_its_attempt_counted()
    {
        await AppendAsync(Orders);
        var first = await LeaseOneAsync(Orders);

        Backend.Time.Advance(Minute - TimeSpan.FromSeconds(1));
        Assert.Empty(await LeaseAsync(Orders));
        Backend.Time.Advance(TimeSpan.FromSeconds(1));

        var second = await LeaseOneAsync(Orders);
        Assert.Equal((first.Id, 2), (second.Id, second.Attempt));
        Assert.NotEqual(first.LeaseToken, second.LeaseToken);
    }

    [Fact]
    public async Task A_renewed_lease_does_not_lapse()
    {
        await AppendAsync(Orders);
        var delivery = await LeaseOneAsync(Orders);

        for (var at = 0; at < 5; at++)
        {
            Backend.Time.Advance(TimeSpan.FromSeconds(50));
            await Backend.Queue.RenewAsync([delivery], Minute, None);
        }

        Assert.Empty(await LeaseAsync(Orders));
        Assert.Empty(await SettleAsync(Done, delivery));
        Assert.Equal(0, await Backend.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task Settling_with_the_token_of_a_lapsed_lease_changes_nothing_and_is_reported()
    {
        await AppendAsync(Orders);
        var stale = await LeaseOneAsync(Orders);
        Backend.Time.Advance(Minute);
        var current = await LeaseOneAsync(Orders);

        Assert.Equal(stale, Assert.Single(await SettleAsync(Done, stale)).Delivery);
        Assert.Equal(1, await Backend.Queue.CountOpenAsync(None));
        Assert.Empty(await SettleAsync(Done, current));
        Assert.Equal(0, await Backend.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task A_lapsed_lease_that_nobody_took_over_is_stale_all_the_same()
    {
        await AppendAsync(Orders);
        var stale = await LeaseOneAsync(Orders);
        Backend.Time.Advance(Minute);

        Assert.Single(await SettleAsync(Done, stale));
        await Backend.Queue.RenewAsync([stale], Minute, None);
        Assert.Equal(2, (await LeaseOneAsync(Orders)).Attempt);
    }

    [Fact]
    public async Task A_stale_settlement_in_a_batch_does_not_touch_the_others_nor_record_its_run()
    {
        await AppendAsync(Copy);
        var stale = await LeaseOneAsync(Copy);
        Backend.Time.Advance(Minute);
        await AppendAsync(Copy);
        var both = await LeaseAsync(Copy);

        var refused = await Backend.Queue.SettleAsync(
            [new Settlement(stale, Done, RunOf(stale)), .. both.Select(d => new Settlement(d, Done, RunOf(d)))], None);

        Assert.Equal(stale.LeaseToken, Assert.Single(refused).Delivery.LeaseToken);
        Assert.Equal(0, await Backend.Queue.CountOpenAsync(None));
        Assert.Equal(2, (await Backend.Runs.ListAsync(10, None)).Count);
    }

    [Fact]
    public async Task Settling_twice_settles_once()
    {
        await AppendAsync(Orders);
        var delivery = await LeaseOneAsync(Orders);

        Assert.Single(await SettleAsync(Done, delivery, delivery));
        Assert.Single(await SettleAsync(Done, delivery));
        Assert.Equal(0, await Backend.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task What_was_settled_stays_so_after_a_restart()
    {
        await AppendAsync(Orders);
        await AppendAsync(Orders);
        await SettleAsync(Done, (await LeaseAsync(Orders))[0]);

        await Backend.RestartAsync();

        Assert.Single(await LeaseAsync(Orders));
        Assert.Equal(1, await Backend.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task After_a_restart_what_was_leased_is_due_at_once()
    {
        await AppendAsync(Orders);
        await LeaseAsync(Orders);

        await Backend.RestartAsync();

        Assert.Single(await LeaseAsync(Orders));
    }

    [Fact]
    public async Task A_delivery_that_ends_its_process_over_and_over_runs_through_its_attempts()
    {
        await AppendAsync(Orders);
        var attempts = new List<int>();
        for (var at = 0; at < 5; at++)
        {
            var delivery = await LeaseOneAsync(Orders);
            await Backend.Queue.BeginAsync([delivery], None);
            attempts.Add(delivery.Attempt);
            Assert.Equal(delivery.Attempt - 1, delivery.LostAttempts);
            await Backend.RestartAsync();
        }

        Assert.True(attempts[^1] >= 4, string.Join(' ', attempts));
        Assert.Equal(attempts.Order(), attempts);
    }

    [Fact]
    public async Task An_attempt_that_was_not_begun_is_not_counted_when_the_process_ends()
    {
        await AppendAsync(Orders);
        for (var at = 0; at < 5; at++)
        {
            Assert.Equal(1, (await LeaseOneAsync(Orders)).Attempt);
            await Backend.RestartAsync();
        }
    }

    [Fact]
    public async Task An_attempt_is_counted_once_however_often_it_is_begun()
    {
        await AppendAsync(Orders);
        await Backend.RestartAsync();
        var delivery = await LeaseOneAsync(Orders);
        await Backend.Queue.BeginAsync([delivery], None);
        await Backend.Queue.BeginAsync([delivery], None);

        await Backend.RestartAsync();

        var next = await LeaseOneAsync(Orders);
        Assert.Equal((2, 1), (next.Attempt, next.LostAttempts));
    }

    [Fact]
    public async Task Lost_attempts_are_forgotten_when_one_ends_with_a_word()
    {
        await AppendAsync(Orders);
        await Backend.Queue.BeginAsync([await LeaseOneAsync(Orders)], None);
        Backend.Time.Advance(Minute);
        var second = await LeaseOneAsync(Orders);
        Assert.Equal((2, 1), (second.Attempt, second.LostAttempts));
        await Backend.Queue.BeginAsync([second], None);
        await SettleAsync(new DeliveryOutcome.Retry(Minute, Busy), second);
        await Backend.RestartAsync();
        Backend.Time.Advance(Minute);

        var third = await LeaseOneAsync(Orders);

        Assert.Equal((3, 0), (third.Attempt, third.LostAttempts));
    }

    [Fact]
    public async Task A_lapsed_lease_that_was_not_begun_loses_no_attempt()
    {
        await AppendAsync(Orders);
        var stale = await LeaseOneAsync(Orders);
        Backend.Time.Advance(Minute);
        await Backend.Queue.BeginAsync([stale], None);

        Assert.Equal(0, (await LeaseOneAsync(Orders)).LostAttempts);
    }

    [Fact]
    public async Task What_is_given_back_is_due_at_once_and_did_not_count_also_after_a_restart()
    {
        await AppendAsync(Orders);
        for (var at = 0; at < 3; at++)
        {
            await Backend.RestartAsync();
            var delivery = await LeaseOneAsync(Orders);
            Assert.Equal((1, 0), (delivery.Attempt, delivery.LostAttempts));
            await Backend.Queue.BeginAsync([delivery], None);
            await SettleAsync(new DeliveryOutcome.Snoozed(TimeSpan.Zero, Busy), delivery);
        }

        Assert.Equal(1, (await LeaseOneAsync(Orders)).Attempt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_retried_delivery_is_not_leased_before_its_time_and_counts(bool restart)
    {
        await AppendAsync(Orders);
        await SettleAsync(new DeliveryOutcome.Retry(Minute, Busy), await LeaseAsync(Orders));
        if (restart)
        {
            await Backend.RestartAsync();
        }

        Backend.Time.Advance(Minute - TimeSpan.FromSeconds(1));
        Assert.Empty(await LeaseAsync(Orders));
        Backend.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, (await LeaseOneAsync(Orders)).Attempt);
        Assert.Equal(1, await Backend.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task A_snoozed_delivery_is_not_leased_before_its_time_and_does_not_count()
    {
        await AppendAsync(Orders);
        for (var at = 0; at < 3; at++)
        {
            await SettleAsync(new DeliveryOutcome.Snoozed(Minute, Busy), await LeaseOneAsync(Orders));
            Assert.Empty(await LeaseAsync(Orders));
            Backend.Time.Advance(Minute);
        }

        Assert.Equal(1, (await LeaseOneAsync(Orders)).Attempt);
    }

    [Fact]
    public async Task What_comes_back_goes_before_what_is_newer()
    {
        var older = await AppendAsync(Orders);
        await SettleAsync(new DeliveryOutcome.Retry(TimeSpan.FromSeconds(1), Busy), await LeaseAsync(Orders));
        await AppendAsync(Orders);

        Backend.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(older, Assert.Single(await LeaseAsync(Orders, 1)).Event);
    }

    [Theory]
    [InlineData(-86_400)]
    [InlineData(-3600)]
    [InlineData(3600)]
    [InlineData(86_400)]
    public async Task A_clock_that_is_corrected_ends_no_lease_and_no_wait(int seconds)
    {
        await AppendAsync(Orders, Copy);
        var delivery = await LeaseOneAsync(Orders);
        await SettleAsync(new DeliveryOutcome.Retry(Minute, Busy), await LeaseAsync(Copy));

        Backend.Time.SetClock(TimeSpan.FromSeconds(seconds));

        Assert.Empty(await LeaseAsync(Orders));
        Assert.Empty(await LeaseAsync(Copy));
        Backend.Time.Advance(Minute - TimeSpan.FromSeconds(1));
        Assert.Empty(await SettleAsync(Done, delivery));
        Backend.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(await LeaseAsync(Copy));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_clock_that_jumps_by_a_day_stalls_no_wait_and_takes_no_lease_away(int days)
    {
        await AppendAsync(Orders);
        var held = await LeaseOneAsync(Orders);
        var waiting = Backend.Queue.WaitAsync(Orders, None);

        Backend.Time.SetClock(TimeSpan.FromDays(days));
        Backend.Time.Advance(TimeSpan.FromSeconds(30));
        await Backend.Queue.RenewAsync([held], Minute, None);
        Backend.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(await LeaseAsync(Orders));
        await SettleAsync(new DeliveryOutcome.Snoozed(Minute, Busy), held);
        Backend.Time.SetClock(-TimeSpan.FromDays(2 * days));
        Backend.Time.Advance(Minute);

        // The wait may have set its timer only after that minute: then it takes another one, and never a day.
        for (var more = 0; more < 3 && await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromSeconds(5))) != waiting; more++)
        {
            Backend.Time.Advance(Minute);
        }

        await waiting.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(held.Id, (await LeaseOneAsync(Orders)).Id);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_before_a_restart_makes_nobody_wait_longer_than_asked()
    {
        await AppendAsync(Orders);
        await SettleAsync(new DeliveryOutcome.Retry(Minute, Busy), await LeaseAsync(Orders));

        Backend.Time.SetClock(-TimeSpan.FromHours(1));
        await Backend.RestartAsync();
        Assert.Empty(await LeaseAsync(Orders));
        Backend.Time.Advance(Minute);

        Assert.Single(await LeaseAsync(Orders));
    }

    [Fact]
    public async Task A_wait_ends_when_something_is_appended()
    {
        await AppendAsync(Copy);
        var waiting = Backend.Queue.WaitAsync(Orders, None);
        Assert.False(waiting.IsCompleted);

        await AppendAsync(Orders);

        await waiting.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_wait_ends_at_once_when_something_is_due_also_after_a_restart()
    {
        await AppendAsync(Orders);
        await Backend.Queue.WaitAsync(Orders, None).WaitAsync(TimeSpan.FromSeconds(5));
        await Backend.RestartAsync();
        await Backend.Queue.WaitAsync(Orders, None).WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("retry")]
    [InlineData("lapse")]
    public async Task A_wait_ends_by_the_clock(string why)
    {
        await AppendAsync(Orders);
        var leased = await LeaseAsync(Orders);
        if (why == "retry")
        {
            await SettleAsync(new DeliveryOutcome.Retry(Minute, Busy), leased);
        }

        var waiting = Backend.Queue.WaitAsync(Orders, None);
        Backend.Time.Advance(Minute - TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);
        Backend.Time.Advance(TimeSpan.FromSeconds(1));

        await waiting.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Single(await LeaseAsync(Orders));
    }

    [Fact]
    public async Task A_wait_that_began_before_a_retry_was_asked_for_ends_when_that_is_due()
    {
        await AppendAsync(Orders);
        var leased = await LeaseAsync(Orders);
        var waiting = Backend.Queue.WaitAsync(Orders, None);
        await SettleAsync(new DeliveryOutcome.Retry(TimeSpan.FromSeconds(5), Busy), leased);

        for (var at = 0; at < 100 && !waiting.IsCompleted; at++)
        {
            Backend.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await waiting.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_wait_can_be_given_up()
    {
        using var given = new CancellationTokenSource();
        var waiting = Backend.Queue.WaitAsync(Orders, given.Token);

        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task More_than_memory_holds_is_delivered_once_each_in_order()
    {
        const int count = 30_000;
        for (var at = 0; at < count; at += 5_000)
        {
            await Backend.Log.AppendAsync(
                [.. Enumerable.Range(at, 5_000).Select(n => new RoutedEvent(NewEvent("tick", $"{n}"), [Orders]))], None);
        }

        var seen = new List<string?>();
        while (await LeaseAsync(Orders, 999) is { Count: > 0 } batch)
        {
            seen.AddRange(batch.Select(delivery => delivery.Event.Data));
            await SettleAsync(Done, batch);
        }

        Assert.Equal(Enumerable.Range(0, count).Select(n => $"{n}"), seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lease_takes_as_many_as_asked_for_however_many_wait(bool restart)
    {
        const int count = 25_000;
        await Backend.Log.AppendAsync(
            [.. Enumerable.Range(0, count).Select(n => new RoutedEvent(NewEvent("tick", $"{n}"), [Orders]))], None);
        if (restart)
        {
            await Backend.RestartAsync();
        }

        var sizes = new List<int>();
        while (await LeaseAsync(Orders, 10_000) is { Count: > 0 } batch)
        {
            sizes.Add(batch.Count);
            await SettleAsync(Done, batch);
        }

        Assert.Equal([10_000, 10_000, 5_000], sizes);
    }

    private Run RunOf(Delivery delivery) => new()
    {
        Id = RunId.New(Backend.Time),
        Pipeline = delivery.Subscriber.Name,
        EventId = delivery.Event.Id,
        Attempt = delivery.Attempt,
        ProjectRevision = "abc",
        State = RunState.Succeeded,
        StartedAt = Backend.Time.GetUtcNow(),
        FinishedAt = Backend.Time.GetUtcNow(),
    };
}

using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Local.State;

namespace Weir.Local.Deliveries;

/// <summary>Deliveries in SQLite, their leases in memory: one process at a time owns the store, and leases end with it.</summary>
/// <remarks>
/// The first attempt at a fresh delivery begins without a write. One that an earlier process may have attempted, or that
/// was attempted before, has its attempt counted on disk first: a delivery that kills its process runs out of attempts in
/// the end.
/// </remarks>
/// <param name="writer">Writes.</param>
/// <param name="readers">Read.</param>
/// <param name="queues">What waits, by subscriber.</param>
/// <param name="posted">Told once events are in the outbox that settled deliveries posted.</param>
/// <param name="signals">What is said to runs.</param>
/// <param name="time">The clock.</param>
internal sealed class SqliteDeliveryQueue(
    StateWriter writer, StateReaders readers, SubscriberQueues queues, Action posted, SignalledRuns signals, TimeProvider time) : IDeliveryQueue
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    public async Task<IReadOnlyList<Delivery>> LeaseAsync(
        Subscriber subscriber, int limit, TimeSpan leaseFor, CancellationToken cancellationToken)
    {
        var queue = queues.Of(subscriber);
        while (true)
        {
            // What waits in the table comes along up to the limit: a large batch costs little more than a small one.
            while (queue.HasMoreFor(limit))
            {
                await ReadAsync(queue, cancellationToken);
            }

            var leased = queue.Lease(limit, leaseFor);
            if (leased.Count > 0)
            {
                return Leased(queue, leased);
            }

            if (queue.Next().Change is not null)
            {
                return [];
            }
        }
    }

    public IReadOnlyList<Delivery> LeaseResumed(Subscriber subscriber, int limit, TimeSpan leaseFor)
    {
        var queue = queues.Of(subscriber);
        return queue.Lease(limit, leaseFor, onlyResumed: true) is { Count: > 0 } leased ? Leased(queue, leased) : [];
    }

    public Task BeginAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        List<(SubscriberQueue, IReadOnlyList<OpenDelivery>)>? begun = null;
        var count = 0;
        foreach (var of in deliveries.GroupBy(delivery => delivery.Subscriber))
        {
            var queue = queues.Of(of.Key);
            var counted = queue.Begin(of);
            if (counted.Count > 0)
            {
                (begun ??= []).Add((queue, counted));
                count += counted.Count;
            }
        }

        return begun is null ? Task.CompletedTask : writer.WriteAsync(new BeginOperation(begun, count, cancellationToken));
    }

    public Task RenewAsync(IReadOnlyList<Delivery> deliveries, TimeSpan leaseFor, CancellationToken cancellationToken)
    {
        foreach (var delivery in deliveries)
        {
            queues.Of(delivery.Subscriber).Renew(delivery, leaseFor);
        }

        return Task.CompletedTask;
    }

    public async Task<IReadOnlyList<Settlement>> SettleAsync(
        IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken)
    {
        var ended = new List<(Settlement, OpenDelivery, SubscriberQueue)>(settlements.Count);
        List<Settlement>? lapsed = null;
        foreach (var settlement in settlements)
        {
            var queue = queues.Of(settlement.Delivery.Subscriber);
            if (queue.BeginSettling(settlement.Delivery) is { } held)
            {
                ended.Add((settlement, held, queue));
            }
            else
            {
                (lapsed ??= []).Add(settlement);
            }
        }

        if (ended.Count > 0)
        {
            await writer.WriteAsync(new SettleOperation(ended, time.GetUtcNow(), posted, signals, cancellationToken));
        }

        return lapsed ?? (IReadOnlyList<Settlement>)[];
    }

    public async Task WaitAsync(Subscriber subscriber, CancellationToken cancellationToken)
    {
        var queue = queues.Of(subscriber);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (queue.Next())
            {
                case { IsDue: true }:
                    return;
                case { Change: null }:
                    await ReadAsync(queue, cancellationToken);
                    break;
                case { Change: var change, Within: null }:
                    await change.WaitAsync(cancellationToken);
                    break;
                case { Change: var change, Within: { } within }:
                    using (var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
                    {
                        await Task.WhenAny(change, Task.Delay(within < LongestSleep ? within : LongestSleep, time, rest.Token));
                        await rest.CancelAsync();
                    }

                    break;
            }
        }
    }

    public Task<long> CountOpenAsync(CancellationToken cancellationToken) => Task.FromResult(writer.Counters.Open);

    private Task ReadAsync(SubscriberQueue queue, CancellationToken cancellationToken) => queue.ReadAsync(
        async from =>
        {
            var rows = await readers.ReadAsync(
                tables => tables.Deliveries.From(queue.Number, from, SubscriberQueue.ReadAhead), cancellationToken);

            // What a power cut may still take is not worked on; the queue is told of it once it is durable.
            var durable = writer.Counters.Delivery;
            rows.RemoveAll(row => row.Id > durable);
            return rows;
        },
        queues.RecoveredThrough);

    private static Delivery[] Leased(SubscriberQueue queue, List<OpenDelivery> leased)
    {
        var deliveries = new Delivery[leased.Count];
        for (var at = 0; at < deliveries.Length; at++)
        {
            var open = leased[at];
            deliveries[at] = new Delivery
            {
                Id = open.Id,
                Subscriber = queue.Subscriber,
                Event = open.Event,
                Attempt = open.Attempts + 1,
                LostAttempts = open.Lost,
                MayHaveBegun = open.MayHaveBegun,
                MayBeLost = open.MayBeLost,
                LeaseToken = open.Lease,
            };
        }

        return deliveries;
    }
}

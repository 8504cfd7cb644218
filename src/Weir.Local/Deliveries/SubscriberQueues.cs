using System.Collections.Concurrent;

using Weir.Deliveries;
using Weir.Local.State;

namespace Weir.Local.Deliveries;

/// <summary>The queue of each subscriber, made when it is first named.</summary>
internal sealed class SubscriberQueues
{
    private readonly ConcurrentDictionary<Subscriber, SubscriberQueue> _queues = new();
    private readonly TimeProvider _time;
    private long _lastNumber;

    /// <param name="stored">Those that the tables know.</param>
    /// <param name="counters">What was counted when the file was opened.</param>
    /// <param name="time">The clock.</param>
    public SubscriberQueues(
        IReadOnlyList<(long Id, Subscriber Subscriber)> stored, StateCounters counters, TimeProvider time)
    {
        _time = time;
        RecoveredThrough = counters.Delivery;
        foreach (var (id, subscriber) in stored)
        {
            _queues[subscriber] = new SubscriberQueue(id, subscriber, isStored: true, time);
            _lastNumber = Math.Max(_lastNumber, id);
        }
    }

    /// <summary>Deliveries up to this one may have been attempted by an earlier process.</summary>
    public long RecoveredThrough { get; }

    /// <summary>Everyone who was ever named.</summary>
    public IReadOnlyList<Subscriber> Subscribers => [.. _queues.Keys];

    public SubscriberQueue Of(Subscriber subscriber) =>
        _queues.TryGetValue(subscriber, out var queue)
            ? queue
            : _queues.GetOrAdd(
                subscriber,
                added => new SubscriberQueue(Interlocked.Increment(ref _lastNumber), added, isStored: false, _time));

    /// <summary>All deliveries of which none is due; none when one is.</summary>
    public QueueRest? FindRest()
    {
        var rest = QueueRest.None;
        foreach (var queue in _queues.Values)
        {
            if (queue.FindRest() is not { } found)
            {
                return null;
            }

            rest = rest.And(found);
        }

        return rest;
    }

    /// <summary>Has everybody who waits look at the clock.</summary>
    public void Tell()
    {
        foreach (var queue in _queues.Values)
        {
            queue.Tell();
        }
    }

    /// <summary>Lets every queue look into the table again from a delivery on.</summary>
    public void ReadFrom(long id)
    {
        foreach (var queue in _queues.Values)
        {
            queue.ReadFrom(id);
        }
    }

    /// <summary>Lets one queue look into the table again from a delivery on.</summary>
    /// <param name="number">The subscriber's number in the tables.</param>
    /// <param name="id">The delivery.</param>
    public void ReadFrom(long number, long id) =>
        _queues.Values.FirstOrDefault(queue => queue.Number == number)?.ReadFrom(id);
}

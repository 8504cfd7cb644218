using Weir.Engine.Events;
using Weir.Events;
using Weir.Local.Deliveries;
using Weir.Local.State;

namespace Weir.Local.Events;

/// <summary>Stores events with their deliveries, and lets the objects they tell of be found.</summary>
internal sealed class AppendOperation : WriteOperation
{
    private readonly IReadOnlyList<RoutedEvent> _events;
    private readonly SubscriberQueue[] _queues;
    private readonly OpenDelivery[] _deliveries;

    private AppendOperation(
        IReadOnlyList<RoutedEvent> events,
        SubscriberQueue[] queues,
        OpenDelivery[] deliveries,
        CancellationToken cancellationToken)
        : base(events.Count + deliveries.Length, cancellationToken)
    {
        _events = events;
        _queues = queues;
        _deliveries = deliveries;
    }

    /// <summary>Prepares all that needs no writing, on the caller's thread.</summary>
    public static AppendOperation Of(
        IReadOnlyList<RoutedEvent> events, SubscriberQueues subscribers, CancellationToken cancellationToken)
    {
        var count = 0;
        for (var at = 0; at < events.Count; at++)
        {
            count += events[at].Subscribers.Count;
        }

        var queues = new SubscriberQueue[count];
        var deliveries = new OpenDelivery[count];
        var next = 0;
        for (var at = 0; at < events.Count; at++)
        {
            var routed = events[at];
            for (var to = 0; to < routed.Subscribers.Count; to++)
            {
                queues[next] = subscribers.Of(routed.Subscribers[to]);
                deliveries[next++] = new OpenDelivery { Event = routed.Event };
            }
        }

        return new AppendOperation(events, queues, deliveries, cancellationToken);
    }

    public override void Write(StateTables tables, StateCounters counters)
    {
        var next = 0;
        for (var at = 0; at < _events.Count; at++)
        {
            var count = _events[at].Subscribers.Count;
            Append(_events[at], next, count, tables, counters);
            next += count;
        }
    }

    public override void Publish()
    {
        for (var at = 0; at < _deliveries.Length; at++)
        {
            _queues[at].IsStored = true;
            if (_deliveries[at].Id != 0)
            {
                _queues[at].Add(_deliveries[at]);
            }
        }

        foreach (var queue in _queues.Length < 2 ? _queues : _queues.Distinct())
        {
            queue.Tell();
        }
    }

    private void Append(RoutedEvent routed, int first, int count, StateTables tables, StateCounters counters)
    {
        var deliveries = Distinct(first, count);
        var firstDelivery = deliveries == 0 ? 0 : counters.Delivery + 1;
        if (IsOutdated(routed.Event, tables)
            || !tables.Events.Insert(counters.Position + 1, firstDelivery, deliveries, routed.Event))
        {
            for (var at = first; at < first + count; at++)
            {
                _deliveries[at].Id = 0;
            }

            return;
        }

        var position = ++counters.Position;
        for (var at = first; at < first + count; at++)
        {
            var queue = _queues[at];
            if (IsRepeated(first, at))
            {
                continue;
            }

            if (!queue.IsStored)
            {
                tables.Subscribers.Insert(queue.Number, queue.Subscriber);
            }

            var delivery = _deliveries[at];
            delivery.Id = ++counters.Delivery;
            delivery.Position = position;
            counters.Open++;
            if (routed.Event.NotBefore is { } due)
            {
                tables.Deliveries.Insert(queue.Number, delivery.Id, position, due, TimeSpan.Zero);
            }
            else
            {
                tables.Deliveries.Insert(queue.Number, delivery.Id, position);
            }
        }

        if (routed.Event is { Type: Event.ObjectReloaded, Object: { } reloaded })
        {
            tables.Recall(reloaded, firstDelivery, deliveries);
        }
        else if (routed.Event.Object is { } stored)
        {
            if (counters.Posted > 0 && tables.Outbox.Holds(routed.Event.Id))
            {
                // It landed when its event was posted, and may have been replaced or removed since.
                tables.Claim(stored, firstDelivery, deliveries);
            }
            else
            {
                tables.Land(stored, firstDelivery, deliveries);
            }

            counters.Version = Math.Max(counters.Version, stored.Version);
        }
    }

    /// <summary>Whether an object that was to be loaded again has been replaced or removed meanwhile.</summary>
    private static bool IsOutdated(Event @event, StateTables tables) =>
        @event is { Type: Event.ObjectReloaded, Object: { } stored } && tables.Objects.Current(stored.Name)?.Version != stored.Version;

    private int Distinct(int first, int count)
    {
        var distinct = 0;
        for (var at = first; at < first + count; at++)
        {
            distinct += IsRepeated(first, at) ? 0 : 1;
        }

        return distinct;
    }

    private bool IsRepeated(int first, int at) => Array.IndexOf(_queues, _queues[at], first, at - first) >= 0;
}

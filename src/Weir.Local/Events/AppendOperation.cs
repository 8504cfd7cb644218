using Weir.Buckets;
using Weir.Deliveries;
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
    private readonly DateTimeOffset _now;
    private readonly List<Duplicate> _duplicates = [];

    private AppendOperation(
        IReadOnlyList<RoutedEvent> events,
        SubscriberQueue[] queues,
        OpenDelivery[] deliveries,
        DateTimeOffset now,
        CancellationToken cancellationToken)
        : base(events.Count + deliveries.Length, cancellationToken)
    {
        _events = events;
        _queues = queues;
        _deliveries = deliveries;
        _now = now;
    }

    /// <summary>The deliveries that were not made, because their subscribers had an event under the same key.</summary>
    public IReadOnlyList<Duplicate> Duplicates => _duplicates;

    /// <summary>Prepares all that needs no writing, on the caller's thread.</summary>
    public static AppendOperation Of(
        IReadOnlyList<RoutedEvent> events, SubscriberQueues subscribers, DateTimeOffset now, CancellationToken cancellationToken)
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

        return new AppendOperation(events, queues, deliveries, now, cancellationToken);
    }

    /// <summary>An object that did not land, because another than the one to be replaced was there.</summary>
    public StoredObject? Refused { get; private set; }

    public override void Write(StateTables tables, StateCounters counters)
    {
        var next = 0;
        _duplicates.Clear();
        Refused = null;
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
        var notes = routed.Keys.Count == 0 ? routed.Notes : Deduplicate(routed, tables);
        var deliveries = Distinct(first, count, notes);
        var firstDelivery = deliveries == 0 ? 0 : counters.Delivery + 1;
        if (IsOutdated(routed, tables)
            || IsRefused(routed, tables)
            || !tables.Events.Insert(counters.Position + 1, firstDelivery, deliveries, routed.Event, DedupeNotes.Write(notes)))
        {
            for (var at = first; at < first + count; at++)
            {
                _deliveries[at].Id = 0;
            }

            return;
        }

        if (routed.Audit is { } entry)
        {
            tables.Audit.Append(entry);
        }

        var position = ++counters.Position;
        for (var at = first; at < first + count; at++)
        {
            var queue = _queues[at];
            if (IsRepeated(first, at) || IsDuplicate(notes, queue.Subscriber))
            {
                _deliveries[at].Id = 0;
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

        if (routed.Keys.Count > 0)
        {
            Remember(routed, notes, tables);
        }

        if (routed is { IsOfLandedObject: true, Event.Object: { } landed })
        {
            tables.Recall(landed, firstDelivery, deliveries);
        }
        else if (routed.Event is { Type: Event.HttpRequest, Object: { } brought })
        {
            // It landed with the event before this one.
            tables.Share(brought, firstDelivery, deliveries);
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

    /// <summary>Whether an object that was to be worked on again has been replaced or removed meanwhile.</summary>
    private static bool IsOutdated(RoutedEvent routed, StateTables tables) =>
        routed is { IsOfLandedObject: true, Event.Object: { } stored } && tables.Objects.Current(stored.Name)?.Version != stored.Version;

    private bool IsRefused(RoutedEvent routed, StateTables tables)
    {
        if (routed is not { Replaces: { } version, Event.Object: { } stored } || (tables.Objects.Current(stored.Name)?.Version ?? 0) == version)
        {
            return false;
        }

        Refused = stored;
        return true;
    }

    /// <summary>What is to be noted of an event with keys. One that is known by its id is passed over, whatever its keys say.</summary>
    private List<DedupeNote> Deduplicate(RoutedEvent routed, StateTables tables)
    {
        List<DedupeNote> notes = [.. routed.Notes];
        foreach (var key in routed.Keys)
        {
            if (!IsDuplicate(notes, key.Subscriber)
                && tables.Dedupe.Find(NumberOf(key.Subscriber), key, _now) is { } known
                && known.First != routed.Event.Id)
            {
                notes.Add(new DedupeNote(key.Subscriber, known.First, null));
            }
        }

        return notes;
    }

    /// <summary>Remembers the keys: of what was delivered, and of what is the same as something that was.</summary>
    private void Remember(RoutedEvent routed, IReadOnlyList<DedupeNote> notes, StateTables tables)
    {
        foreach (var key in routed.Keys)
        {
            var number = NumberOf(key.Subscriber);
            if (tables.Dedupe.Find(number, key, _now) is null)
            {
                var first = notes.FirstOrDefault(note => note.Subscriber == key.Subscriber)?.First ?? routed.Event.Id;
                tables.Dedupe.Set(number, key, first, _now);
            }
        }

        _duplicates.AddRange(notes.Where(note => note.First is not null).Select(note => new Duplicate(routed.Event.Id, note.Subscriber, note.First!.Value)));
    }

    private long NumberOf(Subscriber subscriber) => Array.Find(_queues, queue => queue.Subscriber == subscriber)!.Number;

    private static bool IsDuplicate(IReadOnlyList<DedupeNote> notes, Subscriber subscriber)
    {
        for (var at = 0; at < notes.Count; at++)
        {
            if (notes[at].First is not null && notes[at].Subscriber == subscriber)
            {
                return true;
            }
        }

        return false;
    }

    private int Distinct(int first, int count, IReadOnlyList<DedupeNote> notes)
    {
        var distinct = 0;
        for (var at = first; at < first + count; at++)
        {
            distinct += IsRepeated(first, at) || IsDuplicate(notes, _queues[at].Subscriber) ? 0 : 1;
        }

        return distinct;
    }

    private bool IsRepeated(int first, int at) => Array.IndexOf(_queues, _queues[at], first, at - first) >= 0;
}

using Weir.Events;
using Weir.Local.State;

namespace Weir.Local.Outbox;

/// <summary>Stores events in the outbox, and lets the objects they tell of be found.</summary>
/// <param name="events">The events.</param>
/// <param name="also">What else is written in the same transaction, before.</param>
/// <param name="posted">Called once all is committed.</param>
/// <param name="cancellationToken">Withdraws the operation while it still waits.</param>
internal sealed class PostOperation(
    IReadOnlyList<Event> events, Action<StateTables> also, Action posted, CancellationToken cancellationToken)
    : WriteOperation(events.Count, cancellationToken)
{
    public override void Write(StateTables tables, StateCounters counters)
    {
        also(tables);
        foreach (var @event in events)
        {
            // One that the log has is known with its deliveries: landing the object again would forget them, and its content with them.
            if (tables.Events.Holds(@event.Id) || !tables.Outbox.Insert(@event))
            {
                continue;
            }

            counters.Posted++;
            if (@event.Object is { } stored)
            {
                tables.Land(stored, firstDelivery: 0, deliveries: 0);
                counters.Version = Math.Max(counters.Version, stored.Version);
            }
        }
    }

    public override void Publish() => posted();
}

using Weir.Events;
using Weir.Local.State;

namespace Weir.Local.Outbox;

/// <summary>Stores events in the outbox, and lets the objects they tell of be found.</summary>
internal sealed class PostOperation(IReadOnlyList<Event> events, Action posted, CancellationToken cancellationToken)
    : WriteOperation(events.Count, cancellationToken)
{
    public override void Write(StateTables tables, StateCounters counters)
    {
        foreach (var @event in events)
        {
            if (!tables.Outbox.Insert(@event))
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

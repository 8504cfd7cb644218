using Weir.Events;
using Weir.Local.State;

namespace Weir.Local.Outbox;

/// <summary>Removes events from the outbox.</summary>
internal sealed class RemoveOperation(IReadOnlyList<Event> events, CancellationToken cancellationToken)
    : WriteOperation(events.Count, cancellationToken)
{
    public override void Write(StateTables tables, StateCounters counters)
    {
        foreach (var @event in events)
        {
            if (tables.Outbox.Delete(@event.Id))
            {
                counters.Posted--;
            }
        }
    }
}

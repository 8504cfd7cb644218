using Weir.Local.State;

namespace Weir.Local.Deliveries;

/// <summary>Counts attempts before they are made, so that one that ends the process is counted too.</summary>
internal sealed class BeginOperation(
    SubscriberQueue queue, IReadOnlyList<OpenDelivery> deliveries, CancellationToken cancellationToken)
    : WriteOperation(deliveries.Count, cancellationToken)
{
    public override void Write(StateTables tables, StateCounters counters)
    {
        foreach (var delivery in deliveries)
        {
            tables.Deliveries.Begin(queue.Number, delivery.Id, delivery.Attempts + 1);
        }
    }
}

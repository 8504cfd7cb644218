using Weir.Local.State;

namespace Weir.Local.Deliveries;

/// <summary>Counts attempts before they are made, so that one that ends the process is counted too.</summary>
internal sealed class BeginOperation(
    IReadOnlyList<(SubscriberQueue Queue, IReadOnlyList<OpenDelivery> Deliveries)> begun, int count, CancellationToken cancellationToken)
    : WriteOperation(count, cancellationToken)
{
    public override void Write(StateTables tables, StateCounters counters)
    {
        foreach (var (queue, deliveries) in begun)
        {
            foreach (var delivery in deliveries)
            {
                tables.Deliveries.Begin(queue.Number, delivery.Id, delivery.Attempts + 1, delivery.Lost + 1);
            }
        }
    }

    public override void Publish()
    {
        foreach (var (queue, deliveries) in begun)
        {
            queue.Begun(deliveries);
        }
    }
}

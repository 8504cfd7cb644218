using Weir.Local.State;

namespace Weir.Local.Deliveries;

/// <summary>Makes dead letters deliveries again.</summary>
internal sealed class RedriveOperation(
    SubscriberQueues queues, IReadOnlyList<long> deliveryIds, CancellationToken cancellationToken)
    : WriteOperation(deliveryIds.Count, cancellationToken)
{
    private readonly List<(long Number, long Id)> _redriven = [];

    public int Redriven => _redriven.Count;

    public override void Write(StateTables tables, StateCounters counters)
    {
        _redriven.Clear();
        foreach (var id in deliveryIds)
        {
            if (tables.DeadLetters.Take(id) is var (subscriber, position))
            {
                tables.Deliveries.Insert(subscriber, id, position);
                counters.Open++;
                _redriven.Add((subscriber, id));
            }
        }
    }

    public override void Publish()
    {
        foreach (var group in _redriven.GroupBy(redriven => redriven.Number))
        {
            queues.ReadFrom(group.Key, group.Min(redriven => redriven.Id));
        }
    }
}

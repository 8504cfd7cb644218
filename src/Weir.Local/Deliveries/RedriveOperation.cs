using Weir.Local.State;
using Weir.Runs;

namespace Weir.Local.Deliveries;

/// <summary>Makes dead letters deliveries again.</summary>
internal sealed class RedriveOperation(
    SubscriberQueues queues, IReadOnlyList<long> deliveryIds, CancellationToken cancellationToken)
    : WriteOperation(deliveryIds.Count, cancellationToken)
{
    /// <summary>The run of the one delivery, when it is to go on with the revision that it had. None by default.</summary>
    public RunId? Pinned { get; init; }

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
                if (Pinned is { } run)
                {
                    tables.Runs.Pin(run);
                }
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

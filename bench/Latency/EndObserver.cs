using System.Collections.Concurrent;

using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Notifications;
using Weir.Failures;
using Weir.Loads;
using Weir.Reconciliations;
using Weir.Runs;
using Weir.Tables;

namespace Weir.Bench.Latency;

/// <summary>Notes when the rows of each file were committed.</summary>
/// <param name="ends">When, by key.</param>
internal sealed class EndObserver(ConcurrentDictionary<string, DateTimeOffset> ends) : IFlowObserver
{
    public void Landed(IReadOnlyList<StoredObject> objects)
    {
    }

    public void RunEnded(Run run)
    {
    }

    public void Loaded(IReadOnlyList<LoadRecord> records)
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var record in records)
        {
            ends[record.File.Name.Key] = now;
        }
    }

    public void SchemaChanged(IReadOnlyList<SchemaChange> changes)
    {
    }

    public void Reconciled(ReconciliationRecord record)
    {
    }

    public void DeliveryFailed(Delivery delivery, Failure failure, bool givenUp) => throw new InvalidOperationException(failure.Message);

    public void Waiting(Failure failure)
    {
    }

    public void Noticed(Failure notice)
    {
    }
}

using Weir.Buckets;
using Weir.Deliveries;
using Weir.Failures;
using Weir.Loads;
using Weir.Reconciliations;
using Weir.Runs;
using Weir.Tables;

namespace Weir.Engine.Notifications;

/// <summary>Listens to nothing, unless one who takes over from it listens to something.</summary>
internal class SilentObserver : IFlowObserver
{
    public void Landed(IReadOnlyList<StoredObject> objects)
    {
    }

    public virtual void RunEnded(Run run)
    {
    }

    public virtual void Loaded(IReadOnlyList<LoadRecord> records)
    {
    }

    public void SchemaChanged(IReadOnlyList<SchemaChange> changes)
    {
    }

    public void Reconciled(ReconciliationRecord record)
    {
    }

    public void DeliveryFailed(Delivery delivery, Failure failure, bool givenUp)
    {
    }

    public void Waiting(Failure failure)
    {
    }

    public void Noticed(Failure notice)
    {
    }
}

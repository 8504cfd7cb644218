using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Notifications;
using Weir.Failures;
using Weir.Loads;
using Weir.Reconciliations;
using Weir.Runs;
using Weir.Tables;

namespace Weir.Cli.Flow;

/// <summary>Tells two observers.</summary>
internal sealed class BothObservers(IFlowObserver first, IFlowObserver second) : IFlowObserver
{
    public void Landed(IReadOnlyList<StoredObject> objects)
    {
        first.Landed(objects);
        second.Landed(objects);
    }

    public void RunEnded(Run run)
    {
        first.RunEnded(run);
        second.RunEnded(run);
    }

    public void Loaded(IReadOnlyList<LoadRecord> records)
    {
        first.Loaded(records);
        second.Loaded(records);
    }

    public void SchemaChanged(IReadOnlyList<SchemaChange> changes)
    {
        first.SchemaChanged(changes);
        second.SchemaChanged(changes);
    }

    public void Reconciled(ReconciliationRecord record)
    {
        first.Reconciled(record);
        second.Reconciled(record);
    }

    public void DeliveryFailed(Delivery delivery, Failure failure, bool givenUp)
    {
        first.DeliveryFailed(delivery, failure, givenUp);
        second.DeliveryFailed(delivery, failure, givenUp);
    }

    public void Settled(int runs, int deadLetters)
    {
        first.Settled(runs, deadLetters);
        second.Settled(runs, deadLetters);
    }

    public void Waiting(Failure failure)
    {
        first.Waiting(failure);
        second.Waiting(failure);
    }

    public void Noticed(Failure notice)
    {
        first.Noticed(notice);
        second.Noticed(notice);
    }
}

using Weir.Buckets;
using Weir.Deliveries;
using Weir.Failures;
using Weir.Loads;
using Weir.Reconciliations;
using Weir.Runs;
using Weir.Tables;

namespace Weir.Engine.Notifications;

/// <summary>Is told what happens as it happens: a terminal's progress, a page, a test. Called from many threads; must not block.</summary>
internal interface IFlowObserver
{
    void Landed(IReadOnlyList<StoredObject> objects);

    void RunEnded(Run run);

    void Loaded(IReadOnlyList<LoadRecord> records);

    /// <summary>A load changed the schemas of tables, and is published.</summary>
    void SchemaChanged(IReadOnlyList<SchemaChange> changes);

    /// <summary>A reconciliation was made because its time had come.</summary>
    void Reconciled(ReconciliationRecord record);

    /// <summary>An attempt failed and is made again, or was given up.</summary>
    void DeliveryFailed(Delivery delivery, Failure failure, bool givenUp);

    /// <summary>What became of deliveries is recorded: whoever reads again finds what was told of before. Nothing is done with it by default.</summary>
    /// <param name="runs">Of how many runs.</param>
    /// <param name="deadLetters">How many are dead letters now.</param>
    void Settled(int runs, int deadLetters)
    {
    }

    /// <summary>Something outside is unavailable, and the engine waits for it.</summary>
    void Waiting(Failure failure);

    /// <summary>Something that whoever runs the engine should know, and that holds nothing up.</summary>
    void Noticed(Failure notice);
}

using Weir.Buckets;
using Weir.Reconciliations;

namespace Weir.Pipelines;

/// <summary>What turns events into runs of a pipeline. A closed family.</summary>
public abstract record TriggerDefinition
{
    private TriggerDefinition()
    {
    }

    /// <summary>An object landed whose name matches.</summary>
    /// <param name="Pattern">Which objects.</param>
    public sealed record ObjectCreated(ObjectPattern Pattern) : TriggerDefinition;

    /// <summary>A reconciliation ended.</summary>
    /// <param name="Reconciliation">Which.</param>
    /// <param name="Outcome">How it must have ended, as <see cref="ReconciliationRecord.Outcome"/> has it; any way when none.</param>
    public sealed record ReconciliationFinished(string Reconciliation, string? Outcome) : TriggerDefinition;

    /// <summary>A load changed the schema of a table.</summary>
    /// <param name="Table">Which.</param>
    public sealed record SchemaChanged(string Table) : TriggerDefinition;
}

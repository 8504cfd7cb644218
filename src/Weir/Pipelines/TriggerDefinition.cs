using Weir.Buckets;
using Weir.Reconciliations;
using Weir.Runs;
using Weir.Schedules;

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

    /// <summary>The times of a schedule.</summary>
    /// <param name="Definition">Which times.</param>
    public sealed record Schedule(ScheduleDefinition Definition) : TriggerDefinition;

    /// <summary>A run of another pipeline ended.</summary>
    /// <param name="Pipeline">The other pipeline, by name.</param>
    /// <param name="Outcome">How it must have ended; either way when none.</param>
    public sealed record RunFinished(string Pipeline, RunState? Outcome) : TriggerDefinition;

    /// <summary>A load published rows to a table.</summary>
    /// <param name="Table">Which.</param>
    public sealed record TableLoaded(string Table) : TriggerDefinition;

    /// <summary>Something was published to a topic.</summary>
    /// <param name="Topic">The topic, by name.</param>
    public sealed record Message(string Topic) : TriggerDefinition;

    /// <summary>Somebody asks for a run.</summary>
    public sealed record Manual : TriggerDefinition;
}

using Weir.Buckets;
using Weir.Http;
using Weir.JsonSchemas;
using Weir.Reconciliations;
using Weir.Runs;
using Weir.Schedules;
using Weir.Templates;

namespace Weir.Pipelines;

/// <summary>What turns events into runs of a pipeline. A closed family.</summary>
public abstract record TriggerDefinition
{
    private TriggerDefinition()
    {
    }

    /// <summary>How long an event's key is remembered when nothing else is said: a day.</summary>
    public static TimeSpan DefaultDedupeFor { get; } = TimeSpan.FromDays(1);

    /// <summary>Becomes the key by which events that mean the same are known: of those only the first starts a run. None by default.</summary>
    public Template? DedupeKey { get; init; }

    /// <summary>For how long after the first one. A day by default.</summary>
    public TimeSpan DedupeFor { get; init; } = DefaultDedupeFor;

    /// <summary>An object landed that is meant.</summary>
    /// <param name="Filter">Which objects.</param>
    public sealed record ObjectCreated(ObjectFilter Filter) : TriggerDefinition
    {
        /// <summary>An object landed whose name matches.</summary>
        /// <param name="pattern">Which objects.</param>
        public ObjectCreated(ObjectPattern pattern)
            : this(new ObjectFilter(pattern))
        {
        }
    }

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

    /// <summary>An HTTP request came.</summary>
    /// <param name="Methods">By which methods, in capitals.</param>
    /// <param name="Path">At which path.</param>
    public sealed record Http(IReadOnlyList<string> Methods, PathTemplate Path) : TriggerDefinition
    {
        /// <summary>How many bytes of a body are kept with the event at the most.</summary>
        public const int MostBytesInEvent = 256 << 10;

        /// <summary>Names the object that the body becomes. It is kept with the event alone when there is none.</summary>
        public Template? SaveTo { get; init; }

        /// <summary>What the body must be. Anything by default.</summary>
        public DocumentSchema? Schema { get; init; }

        /// <summary>How long the answer waits for the end of the run; it comes at once when there is none.</summary>
        public TimeSpan? Wait { get; init; }

        /// <summary>How many bytes a body may have. 10 MB by default where it becomes an object, else 256 KB.</summary>
        public long MaxBody { get; init; } = MostBytesInEvent;

        /// <summary>How senders show who they are. Nothing is said by default: they need not, and only this machine is listened to.</summary>
        public RequestAuth? Auth { get; init; }
    }

    /// <summary>Somebody asks for a run.</summary>
    public sealed record Manual : TriggerDefinition;
}

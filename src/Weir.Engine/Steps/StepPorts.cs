using Weir.Buckets;
using Weir.Engine.Objects;
using Weir.Engine.Outbox;
using Weir.Failures;

namespace Weir.Engine.Steps;

/// <summary>What steps stand on: objects to read, objects to land, and the clock.</summary>
internal sealed class StepPorts(IObjectStore store, IObjectWriter writer, IOutbox outbox, TimeProvider time)
{
    /// <summary>The objects that have landed.</summary>
    public IObjectStore Store { get; } = store;

    /// <summary>The version that a step reads: the event's own when the name is that of its object, else the current one.</summary>
    /// <exception cref="RefusedException">WEIR5002: there is none.</exception>
    public async Task<StoredObject> SourceAsync(ObjectName name, StepContext context, CancellationToken cancellationToken) =>
        context.OwnVersion(name)
        ?? await Store.FindAsync(name, cancellationToken)
        ?? throw NoSource(name);

    /// <summary>Begins to land objects.</summary>
    public StepOutput Land(StepContext context, ObjectName source) => new(writer, outbox, time, context, source);

    /// <summary>WEIR5002.</summary>
    public static RefusedException NoSource(ObjectName name) => new(new Failure(
        "WEIR5002", $"There is no object '{name}' to read.", "See what is there with 'weir ls', and correct the step's 'from'."));
}

using Weir.Buckets;
using Weir.Engine.Functions;
using Weir.Events;
using Weir.Runs;

namespace Weir.Engine.Steps;

/// <summary>What a step knows of the run it belongs to.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Event">The event that started the run.</param>
/// <param name="Scope">What the step's templates may name; <see cref="EventScope"/> makes its part about the event.</param>
internal sealed record StepContext(RunId RunId, Event Event, IReadOnlyDictionary<string, object?> Scope)
{
    /// <summary>The pipeline, by name.</summary>
    public string Pipeline { get; init; } = "";

    /// <summary>Which attempt this is, counted from one: at the step where it is tried again by itself, else at the run.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>How many goes at the step have ended before, in all attempts at the run.</summary>
    public int EndsBefore { get; init; }

    /// <summary>What the step left when it began to wait; none when it did not.</summary>
    public StepRecord? Waited { get; init; }

    /// <summary>Takes what code of the user's writes while it runs. None where nobody can watch.</summary>
    public LiveOutput? Live { get; init; }

    /// <summary>What was said to the step, the oldest first.</summary>
    public IReadOnlyList<RunSignal> Signals { get; init; } = [];

    /// <summary>
    /// The very version that the event tells of, when the name is that of the event's object. What landed under the name
    /// since then has an event of its own.
    /// </summary>
    public StoredObject? OwnVersion(ObjectName name) => Event.Object is { } own && own.Name == name ? own : null;
}

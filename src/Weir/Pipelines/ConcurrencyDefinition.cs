using Weir.Templates;

namespace Weir.Pipelines;

/// <summary>How many runs of a group may go on at a time. A run that waits counts: it goes on.</summary>
/// <param name="Limit">So many. At least one.</param>
public sealed record ConcurrencyDefinition(int Limit)
{
    /// <summary>What the group is called, once it is filled in; pipelines with the same one share it. The pipeline itself when null.</summary>
    public Template? Group { get; init; }

    /// <summary>What becomes of one run more. It queues by default.</summary>
    public ConcurrencyBehavior Behavior { get; init; } = ConcurrencyBehavior.Queue;
}

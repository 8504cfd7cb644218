using Weir.Failures;
using Weir.Pipelines;

namespace Weir.Engine.Runs.Revisions;

/// <summary>What one attempt at a run is made with. Disposing it when the attempt has ended lets go of what was read for it.</summary>
/// <param name="Pipeline">What to do.</param>
/// <param name="Revision">The revision of the project that this is of.</param>
/// <param name="Runner">Does it.</param>
internal sealed record RunMaking(PipelineDefinition Pipeline, string Revision, Runner Runner) : IAsyncDisposable
{
    /// <summary>Why the run cannot be made. None by default.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The revision, where it is not that of the project as it is.</summary>
    public RevisionUse? Use { get; init; }

    public ValueTask DisposeAsync() => Use?.DisposeAsync() ?? ValueTask.CompletedTask;
}

using Weir.Projects;

namespace Weir.Engine.Runs.Revisions;

/// <summary>A revision for as long as a run goes on with it. Disposing this lets it go again.</summary>
/// <param name="definition">The project as it was.</param>
/// <param name="runner">Takes events through its pipelines.</param>
/// <param name="leave">Lets it go.</param>
internal sealed class RevisionUse(ProjectDefinition definition, Runner runner, Func<ValueTask> leave) : IAsyncDisposable
{
    /// <summary>The project as it was.</summary>
    public ProjectDefinition Definition { get; } = definition;

    /// <summary>Takes events through its pipelines.</summary>
    public Runner Runner { get; } = runner;

    public ValueTask DisposeAsync() => leave();
}

using Weir.Engine.Functions;
using Weir.Engine.Notifications;
using Weir.Projects;

namespace Weir.Engine.Runs.Revisions;

/// <summary>The project as it was in a revision, with the code that its steps run. Disposing it ends what it started.</summary>
/// <param name="close">Frees what it holds.</param>
internal sealed class KeptProject(Func<ValueTask> close) : IAsyncDisposable
{
    public required ProjectDefinition Definition { get; init; }

    public required IFunctions Functions { get; init; }

    public required INotifier Notifier { get; init; }

    /// <summary>The folder of its scripts.</summary>
    public required string Scripts { get; init; }

    public ValueTask DisposeAsync() => close();
}

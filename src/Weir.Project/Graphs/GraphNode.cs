namespace Weir.Project.Graphs;

/// <summary>One thing of the project.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">What it is called, or what says most about it; unique among those of its kind.</param>
internal sealed record GraphNode(NodeKind Kind, string Name)
{
    /// <summary>Names it among all nodes.</summary>
    public string Id => $"{Kind.ToString().ToLowerInvariant()}:{Name}";

    /// <summary>The steps of a pipeline, in order. None of anything else.</summary>
    public IReadOnlyList<GraphStep> Steps { get; init; } = [];
}

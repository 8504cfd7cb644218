namespace Weir.Project.Graphs;

/// <summary>The flow of a project: what there is, and what goes from where to where.</summary>
/// <param name="Name">The project's name.</param>
/// <param name="Nodes">What there is, sorted by kind and name.</param>
/// <param name="Edges">What goes where, each once.</param>
internal sealed record ProjectGraph(string Name, IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphEdge> Edges)
{
    /// <summary>The same without what is within pipelines.</summary>
    public ProjectGraph WithoutSteps() => this with
    {
        Nodes = [.. Nodes.Select(node => node with { Steps = [] })],
        Edges = [.. Edges.Select(edge => edge with { Step = null }).Distinct()],
    };
}

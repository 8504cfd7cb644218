using Weir.Project.Graphs;

namespace Weir.Cli.Drawing;

/// <summary>The flow of a project, as programs read it.</summary>
internal sealed record ShownGraph(string Project, IReadOnlyList<ShownGraph.Node> Nodes, IReadOnlyList<ShownGraph.Edge> Edges)
{
    public static ShownGraph Of(ProjectGraph graph) => new(
        graph.Name,
        [.. graph.Nodes.Select(node => new Node(node.Id, KindWords.Of(node.Kind), node.Name, [.. node.Steps.Select(step => new Step(step.Name, step.Kind, step.After))]))],
        [.. graph.Edges.Select(edge => new Edge(edge.From, edge.To, edge.Label, edge.Step))]);

    internal sealed record Node(string Id, string Kind, string Name, IReadOnlyList<Step> Steps);

    internal sealed record Step(string Name, string Kind, IReadOnlyList<string> After);

    internal sealed record Edge(string From, string To, string Label, string? Step);
}

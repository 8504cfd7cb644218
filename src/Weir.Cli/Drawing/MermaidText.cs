using Weir.Project.Graphs;

namespace Weir.Cli.Drawing;

/// <summary>Writes the flow of a project as Mermaid, which GitHub, GitLab and many editors draw.</summary>
internal static class MermaidText
{
    private static readonly NodeKind[] Colored = Enum.GetValues<NodeKind>();

    public static string Of(ProjectGraph graph)
    {
        var lines = new List<string> { "flowchart LR" };
        var ids = graph.Nodes.Select((node, at) => (node.Id, Number: $"n{at + 1}")).ToDictionary(node => node.Id, node => node.Number);
        foreach (var node in graph.Nodes)
        {
            lines.AddRange(node.Steps.Count > 0 ? Subgraph(node, ids[node.Id]) : [$"  {ids[node.Id]}{Shape(node)}"]);
        }

        var steps = graph.Nodes.ToDictionary(node => node.Id, node => node.Steps.Select(step => step.Name).ToList());
        foreach (var edge in graph.Edges)
        {
            var step = edge.Step is { } name ? steps[edge.From].IndexOf(name) : -1;
            lines.Add($"  {ids[edge.From]}{(step >= 0 ? $"s{step + 1}" : "")} -->{(edge.Label.Length > 0 ? $"|\"{Escape(edge.Label)}\"|" : "")} {ids[edge.To]}");
        }

        foreach (var kind in Colored)
        {
            var meant = graph.Nodes.Where(node => node.Kind == kind).Select(node => ids[node.Id]).ToList();
            if (meant.Count > 0)
            {
                lines.Add($"  classDef {kind.ToString().ToLowerInvariant()} {StyleOf(kind)}");
                lines.Add($"  class {string.Join(',', meant)} {kind.ToString().ToLowerInvariant()}");
            }
        }

        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Subgraph(GraphNode node, string id)
    {
        yield return $"  subgraph {id}[\"{Label(node)}\"]";
        for (var at = 0; at < node.Steps.Count; at++)
        {
            var step = node.Steps[at];
            yield return $"    {id}s{at + 1}[\"{Escape(step.Kind)}<br/>{Escape(step.Name)}\"]";
        }

        for (var at = 0; at < node.Steps.Count; at++)
        {
            foreach (var before in node.Steps[at].After)
            {
                yield return $"    {id}s{node.Steps.ToList().FindIndex(step => step.Name == before) + 1} --> {id}s{at + 1}";
            }
        }

        yield return "  end";
    }

    private static string Shape(GraphNode node) => node.Kind switch
    {
        NodeKind.Bucket or NodeKind.Connection => $"[(\"{Label(node)}\")]",
        NodeKind.Table => $"[[\"{Label(node)}\"]]",
        NodeKind.Function => $"{{{{\"{Label(node)}\"}}}}",
        NodeKind.Topic or NodeKind.Schedule or NodeKind.Http => $"([\"{Label(node)}\"])",
        NodeKind.Reconciliation => $"{{\"{Label(node)}\"}}",
        NodeKind.Notification => $">\"{Label(node)}\"]",
        _ => $"[\"{Label(node)}\"]",
    };

    private static string Label(GraphNode node) => $"{KindWords.Of(node.Kind)}<br/>{Escape(node.Name)}";

    /// <summary>Mermaid's own way to write characters that mean something to it; also what would make code or bold text of a label.</summary>
    private static string Escape(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value switch
    {
        '"' or '#' or '<' or '>' or '&' or '`' or '*' => $"#{rune.Value};",
        < ' ' or 0x7f => " ",
        _ => rune.ToString(),
    }));

    private static string StyleOf(NodeKind kind) => kind switch
    {
        NodeKind.Bucket => "stroke:#2563eb,stroke-width:2px",
        NodeKind.Pipeline => "stroke:#7c3aed,stroke-width:2px",
        NodeKind.Table => "stroke:#059669,stroke-width:2px",
        NodeKind.Function => "stroke:#ea580c,stroke-width:2px",
        NodeKind.Reconciliation => "stroke:#0891b2,stroke-width:2px",
        NodeKind.Notification or NodeKind.Failures => "stroke:#dc2626,stroke-width:2px",
        _ => "stroke:#6b7280,stroke-width:2px",
    };
}

namespace Weir.Project.Graphs;

/// <summary>Says in which column each node goes, so that edges lead to the right wherever they can.</summary>
internal static class GraphLayers
{
    /// <summary>The column of each node, by its id.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="backward">The edges that cannot lead to the right, for there is a circle.</param>
    public static IReadOnlyDictionary<string, int> Of(ProjectGraph graph, out IReadOnlySet<GraphEdge> backward)
    {
        var found = new HashSet<GraphEdge>();
        var layers = new Dictionary<string, int>(StringComparer.Ordinal);
        var outgoing = graph.Edges.ToLookup(edge => edge.From);
        var visiting = new HashSet<string>();
        var order = new List<string>();
        var visited = new HashSet<string>();
        var incoming = graph.Edges.Select(edge => edge.To).ToHashSet();
        foreach (var node in graph.Nodes.OrderBy(node => incoming.Contains(node.Id)))
        {
            Visit(node.Id);
        }

        order.Reverse();
        var forward = graph.Edges.Where(edge => !found.Contains(edge)).ToLookup(edge => edge.From);
        foreach (var node in order)
        {
            var layer = layers.GetValueOrDefault(node);
            layers[node] = layer;
            foreach (var edge in forward[node])
            {
                layers[edge.To] = Math.Max(layers.GetValueOrDefault(edge.To), layer + 1);
            }
        }

        // What nothing leads to stands right before what it leads to, and not at the far left.
        var entered = graph.Edges.Where(edge => !found.Contains(edge)).Select(edge => edge.To).ToHashSet();
        foreach (var node in order.Where(node => !entered.Contains(node) && forward[node].Any()))
        {
            layers[node] = forward[node].Min(edge => layers[edge.To]) - 1;
        }

        backward = found;
        return layers;

        void Visit(string node)
        {
            if (!visited.Add(node))
            {
                return;
            }

            visiting.Add(node);
            foreach (var edge in outgoing[node])
            {
                if (visiting.Contains(edge.To))
                {
                    found.Add(edge);
                }
                else
                {
                    Visit(edge.To);
                }
            }

            visiting.Remove(node);
            order.Add(node);
        }
    }
}

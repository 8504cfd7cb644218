namespace Weir.Project.Graphs;

/// <summary>Places a graph in columns from left to right: few edges cross, and none goes through a node.</summary>
internal sealed class GraphLayout
{
    /// <summary>What is written on edges is smaller than the names.</summary>
    private const double LabelScale = 0.85;

    private const int Margin = 24;
    private const int RowGap = 22;
    private const int NarrowestGap = 56;
    private const int Sweeps = 12;

    private readonly Dictionary<string, PlacedNode> _byId = new(StringComparer.Ordinal);
    private readonly List<List<PlacedNode>> _layers = [];
    private readonly List<PlacedEdge> _edges = [];

    private readonly Func<string, int> _widthOf;
    private readonly Func<GraphNode, int> _extraOf;

    private readonly int _narrowest;

    private GraphLayout(Func<string, int> widthOf, Func<GraphNode, int> extraOf, int narrowest) =>
        (_widthOf, _extraOf, _narrowest) = (widthOf, extraOf, narrowest);

    /// <summary>All nodes with their places.</summary>
    public IEnumerable<PlacedNode> Nodes => _byId.Values;

    /// <summary>All edges with their ways.</summary>
    public IReadOnlyList<PlacedEdge> Edges => _edges;

    /// <summary>The width of the picture, in pixels.</summary>
    public int Width { get; private set; }

    /// <summary>The height of the picture, in pixels.</summary>
    public int Height { get; private set; }

    /// <summary>Places a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="widthOf">About how wide a name or a label is, in pixels.</param>
    /// <param name="extraOf">How much room below its name a node needs, in pixels, beside that of its steps. None by default.</param>
    /// <param name="narrowest">How wide a node is at the least, in pixels.</param>
    public static GraphLayout Of(ProjectGraph graph, Func<string, int> widthOf, Func<GraphNode, int>? extraOf = null, int narrowest = 96)
    {
        var layout = new GraphLayout(widthOf, extraOf ?? (_ => 0), narrowest);
        layout.Width = layout.Height = 2 * Margin;
        if (graph.Nodes.Count > 0)
        {
            layout.Place(graph);
        }

        return layout;
    }

    private void Place(ProjectGraph graph)
    {
        var layers = GraphLayers.Of(graph, out var backward);
        foreach (var node in graph.Nodes)
        {
            var widest = node.Steps.Select(step => _widthOf($"{step.Kind}  {step.Name}")).Append(_widthOf(node.Name)).Append(_widthOf(KindWords.Of(node.Kind)) + 8).Max();
            _byId[node.Id] = Add(new PlacedNode
            {
                Node = node,
                Layer = layers[node.Id],
                Width = Math.Max(_narrowest, widest + 36),
                Height = 46 + _extraOf(node) + (node.Steps.Count > 0 ? 8 + (18 * node.Steps.Count) : 0),
            });
        }

        foreach (var edges in graph.Edges.Where(edge => edge.From != edge.To).GroupBy(edge => (edge.From, edge.To)))
        {
            Connect(edges.First(), string.Join(", ", edges.Select(edge => edge.Label).Where(label => label.Length > 0).Distinct()), backward.Contains(edges.First()));
        }

        Order();
        PlaceAcross();
        PlaceDown();
    }

    private PlacedNode Add(PlacedNode placed)
    {
        while (_layers.Count <= placed.Layer)
        {
            _layers.Add([]);
        }

        _layers[placed.Layer].Add(placed);
        return placed;
    }

    private void Connect(GraphEdge edge, string label, bool isBackward)
    {
        var (from, to) = isBackward ? (_byId[edge.To], _byId[edge.From]) : (_byId[edge.From], _byId[edge.To]);
        var way = new List<PlacedNode> { from };
        for (var layer = from.Layer + 1; layer < to.Layer; layer++)
        {
            way.Add(Add(new PlacedNode { Layer = layer, Height = 6 }));
        }

        way.Add(to);
        foreach (var (left, right) in way.Zip(way.Skip(1)))
        {
            left.Right.Add(right);
            right.Left.Add(left);
        }

        _edges.Add(new PlacedEdge(edge, label, way, isBackward));
    }

    /// <summary>Sorts each column by where the neighbors are, from the left and from the right in turn.</summary>
    private void Order()
    {
        foreach (var layer in _layers)
        {
            Number(layer);
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var isRightward = sweep % 2 == 0;
            foreach (var layer in isRightward ? _layers : Enumerable.Reverse(_layers))
            {
                var sorted = layer.OrderBy(node => MiddleOf(isRightward ? node.Left : node.Right) ?? node.Y).ToList();
                layer.Clear();
                layer.AddRange(sorted);
                Number(layer);
            }
        }
    }

    private static void Number(List<PlacedNode> layer)
    {
        for (var at = 0; at < layer.Count; at++)
        {
            layer[at].Y = at - (layer.Count / 2.0);
        }
    }

    private static double? MiddleOf(List<PlacedNode> nodes) => nodes.Count == 0 ? null : nodes.Average(node => node.Y);

    private void PlaceAcross()
    {
        var x = Margin;
        for (var at = 0; at < _layers.Count; at++)
        {
            var width = _layers[at].Max(node => node.Width);
            foreach (var node in _layers[at])
            {
                // All of a column are as wide as it is, so that edges bend only between columns, where nothing is in their way.
                (node.X, node.Width) = (x, width);
            }

            var written = _edges.Where(edge => edge.Way[0].Layer == at && edge.Label.Length > 0).Select(edge => _widthOf(edge.Label)).DefaultIfEmpty().Max();
            x += width + (at == _layers.Count - 1 ? 0 : Math.Max(NarrowestGap, (int)(written * LabelScale) + 36));
        }

        Width = x + Margin;
    }

    /// <summary>Moves each as near to the middle of its neighbors as the others of its column let it.</summary>
    private void PlaceDown()
    {
        foreach (var layer in _layers)
        {
            Part(layer, [.. layer.Select(_ => 0.0)]);
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var layer in sweep % 2 == 0 ? _layers : Enumerable.Reverse(_layers))
            {
                Part(layer, [.. layer.Select(node => MiddleOf([.. node.Left, .. node.Right]) ?? node.Y)]);
            }
        }

        var top = _layers.SelectMany(layer => layer).Min(node => node.Y - (node.Height / 2.0)) - Margin;
        foreach (var node in _layers.SelectMany(layer => layer))
        {
            node.Y -= top;
        }

        Height = (int)Math.Ceiling(_layers.SelectMany(layer => layer).Max(node => node.Y + (node.Height / 2.0))) + Margin;
    }

    /// <summary>Gives nodes the places that they wish, and where two are too near, both the mean of what they wish.</summary>
    private static void Part(List<PlacedNode> layer, double[] wished)
    {
        var blocks = new List<(int First, int Count, double Sum)>();
        var offsets = new double[layer.Count];
        for (var at = 0; at < layer.Count; at++)
        {
            offsets[at] = at == 0 ? 0 : offsets[at - 1] + ((layer[at - 1].Height + layer[at].Height) / 2.0) + RowGap;
            blocks.Add((at, 1, wished[at] - offsets[at]));
            while (blocks.Count > 1 && blocks[^2].Sum / blocks[^2].Count > blocks[^1].Sum / blocks[^1].Count)
            {
                var (before, last) = (blocks[^2], blocks[^1]);
                blocks.RemoveRange(blocks.Count - 2, 2);
                blocks.Add((before.First, before.Count + last.Count, before.Sum + last.Sum));
            }
        }

        foreach (var (first, count, sum) in blocks)
        {
            for (var at = first; at < first + count; at++)
            {
                layer[at].Y = (sum / count) + offsets[at];
            }
        }
    }
}

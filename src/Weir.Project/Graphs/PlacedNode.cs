namespace Weir.Project.Graphs;

/// <summary>A place in the picture: that of a node, or one that an edge goes through on its way across a layer.</summary>
internal sealed class PlacedNode
{
    /// <summary>The node; none where an edge goes through.</summary>
    public GraphNode? Node { get; init; }

    /// <summary>Which column it is in, from the left.</summary>
    public required int Layer { get; init; }

    /// <summary>Its width, in pixels.</summary>
    public int Width { get; set; }

    /// <summary>Its height, in pixels.</summary>
    public int Height { get; init; }

    /// <summary>Its left edge.</summary>
    public int X { get; set; }

    /// <summary>Its middle, from the top.</summary>
    public double Y { get; set; }

    /// <summary>Those on its left that it is connected with.</summary>
    public List<PlacedNode> Left { get; } = [];

    /// <summary>Those on its right that it is connected with.</summary>
    public List<PlacedNode> Right { get; } = [];
}

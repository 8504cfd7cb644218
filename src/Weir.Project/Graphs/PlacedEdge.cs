namespace Weir.Project.Graphs;

/// <summary>An edge in the picture.</summary>
/// <param name="Edge">What it stands for; of several with the same ends, the first.</param>
/// <param name="Label">What is written on it.</param>
/// <param name="Way">The places that it goes through from left to right, its ends among them.</param>
/// <param name="IsBackward">Whether its arrow is on the left.</param>
internal sealed record PlacedEdge(GraphEdge Edge, string Label, IReadOnlyList<PlacedNode> Way, bool IsBackward);

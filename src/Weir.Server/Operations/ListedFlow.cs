namespace Weir.Server.Operations;

/// <summary>The flow of a project, and what is in it now.</summary>
/// <param name="Project">The project.</param>
/// <param name="Nodes">What there is.</param>
/// <param name="Edges">What goes where.</param>
internal sealed record ListedFlow(string Project, IReadOnlyList<ListedFlowNode> Nodes, IReadOnlyList<ListedFlowEdge> Edges);

namespace Weir.Server.Operations;

/// <summary>Something goes from one node to another.</summary>
/// <param name="From">From which node, by its id.</param>
/// <param name="To">To which node, by its id.</param>
/// <param name="Label">What goes; empty when the nodes say it.</param>
internal sealed record ListedFlowEdge(string From, string To, string Label);

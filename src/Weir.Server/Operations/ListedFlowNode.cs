namespace Weir.Server.Operations;

/// <summary>One thing of the project.</summary>
/// <param name="Id">Names it among all nodes.</param>
/// <param name="Kind">What it is, as <c>weir graph</c> calls it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Waiting">Deliveries that wait for it; 100,000 at the most.</param>
/// <param name="Running">Its runs that go on.</param>
/// <param name="Failed">Its dead letters.</param>
internal sealed record ListedFlowNode(string Id, string Kind, string Name, long Waiting, long Running, long Failed);

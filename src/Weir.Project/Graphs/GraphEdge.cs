namespace Weir.Project.Graphs;

/// <summary>Something goes from one node to another: an object, rows, a message, the start of a run.</summary>
/// <param name="From">From which node, by id.</param>
/// <param name="To">To which node, by id.</param>
/// <param name="Label">What goes, in few words; empty when the nodes say it.</param>
internal sealed record GraphEdge(string From, string To, string Label)
{
    /// <summary>The step of the pipeline that it comes from, by name. None when it is no step's.</summary>
    public string? Step { get; init; }
}

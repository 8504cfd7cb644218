namespace Weir.Server.Operations;

/// <summary>A run, and every go at its steps in the order in which they ended.</summary>
internal sealed record ShownRun(ListedRun Run, IReadOnlyList<ListedStep> Steps);

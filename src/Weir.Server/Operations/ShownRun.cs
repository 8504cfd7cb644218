namespace Weir.Server.Operations;

/// <summary>A run, and every go at its steps in the order in which they ended.</summary>
/// <param name="Run">The run.</param>
/// <param name="Steps">Every go at its steps, in the order in which they ended.</param>
internal sealed record ShownRun(ListedRun Run, IReadOnlyList<ListedStep> Steps);

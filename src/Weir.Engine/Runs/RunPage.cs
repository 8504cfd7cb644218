using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>Some of the runs that were looked for.</summary>
/// <param name="Runs">The runs, each with its place.</param>
/// <param name="Next">Where the next page begins; none when all were looked at.</param>
internal sealed record RunPage(IReadOnlyList<(RunMark Mark, Run Run)> Runs, RunMark? Next);

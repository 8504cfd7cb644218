using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>An attempt at a run, as it ended.</summary>
/// <param name="Run">The record; its state is for the deliveries stage to set when it failed.</param>
/// <param name="Steps">The goes at steps that are yet to be noted, with the run.</param>
/// <param name="Error">What ended the failed step; none when every step ended well.</param>
internal sealed record RunResult(Run Run, IReadOnlyList<StepRecord> Steps, Exception? Error);

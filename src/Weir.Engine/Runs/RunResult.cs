using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>An attempt at a run, as it ended.</summary>
/// <param name="Run">The record: succeeded, cancelled or waiting. Whether it has failed or is retried is for the deliveries stage to say.</param>
/// <param name="Steps">The goes at steps that are yet to be noted, with the run.</param>
/// <param name="Error">What ended the failed step; none when no step failed.</param>
internal sealed record RunResult(Run Run, IReadOnlyList<StepRecord> Steps, Exception? Error)
{
    /// <summary>Whether the step that failed had tries of its own, so that the run is not tried again.</summary>
    public bool IsFinal { get; init; }

    /// <summary>The trace that the run and its end belong to, if any.</summary>
    public string? Trace { get; init; }

    /// <summary>The runs that it had started and waits for no more, for it was cancelled. None by default.</summary>
    public IReadOnlyList<RunId> Abandoned { get; init; } = [];

    /// <summary>The last signal that was looked at, for a run that waits.</summary>
    public long Seen { get; init; }
}

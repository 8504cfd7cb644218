using Weir.Runs;

namespace Weir.Testing;

/// <summary>Runs of a pipeline.</summary>
/// <param name="Line">Where it stands in its file.</param>
/// <param name="Pipeline">The pipeline, by name.</param>
public sealed record ExpectedRun(int Line, string Pipeline)
{
    /// <summary>How far they are. Succeeded by default.</summary>
    public RunState State { get; init; } = RunState.Succeeded;

    /// <summary>How many. One by default.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The step that failed. None when any will do.</summary>
    public string? FailedStep { get; init; }

    /// <summary>What the failure's code or message holds. None when any will do.</summary>
    public string? Error { get; init; }

    /// <summary>What steps ended as, by name, as JSON: their state, or state and outputs. None by default.</summary>
    public IReadOnlyDictionary<string, ExpectedStep> Steps { get; init; } = new Dictionary<string, ExpectedStep>();
}

namespace Weir.Engine.Steps;

/// <summary>What a step leaves with its run.</summary>
/// <param name="Output">What later steps may read, in JSON; none when there is nothing.</param>
/// <param name="Log">What it wrote; none when it wrote nothing.</param>
internal sealed record StepAnswer(string? Output, string? Log)
{
    /// <summary>Nothing.</summary>
    public static StepAnswer None { get; } = new(null, null);

    /// <summary>How long what it wrote is kept; as long as the run when none.</summary>
    public TimeSpan? KeepsLogFor { get; init; }

    /// <summary>What the step waits for; none when it has ended.</summary>
    public StepWait? Wait { get; init; }
}

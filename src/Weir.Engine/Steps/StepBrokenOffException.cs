namespace Weir.Engine.Steps;

/// <summary>Code of the user's own was ended before it had done its work: its step, or its run, is over.</summary>
/// <param name="log">What it wrote; none when it wrote nothing.</param>
/// <param name="cancellationToken">Asked for it.</param>
internal sealed class StepBrokenOffException(string? log, CancellationToken cancellationToken) : OperationCanceledException(cancellationToken)
{
    /// <summary>What it wrote.</summary>
    public string? Log { get; } = log;

    /// <summary>What the code wrote whose step ended in an error; none when it wrote nothing.</summary>
    public static string? LogOf(Exception error) => error switch
    {
        StepBrokenOffException brokenOff => brokenOff.Log,
        StepFailedException failed => failed.Log,
        _ => null,
    };
}

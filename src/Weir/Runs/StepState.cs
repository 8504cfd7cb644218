namespace Weir.Runs;

/// <summary>How one go at a step ended. <c>docs/states.md</c> says what follows.</summary>
public enum StepState
{
    /// <summary>It did all it was to do, and is not done again in this run.</summary>
    Succeeded,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>Its process died while it may have been under way.</summary>
    Crashed,

    /// <summary>It was not to be done.</summary>
    Skipped,

    /// <summary>It waits for what it was made to wait for.</summary>
    Waiting,

    /// <summary>It failed, and the run goes on all the same.</summary>
    Ignored,

    /// <summary>It was ended with its run.</summary>
    Cancelled,
}

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
}

namespace Weir.Runs;

/// <summary>What may be said to a run.</summary>
public enum RunSignalKind
{
    /// <summary>End, after the steps that are done whatever happens.</summary>
    Cancel,

    /// <summary>Begin no further step.</summary>
    Pause,

    /// <summary>Go on after a pause.</summary>
    Resume,

    /// <summary>A person says yes to a step.</summary>
    Approve,

    /// <summary>A person says no to a step.</summary>
    Reject,

    /// <summary>A run that a step waits for has ended.</summary>
    RunEnded,
}

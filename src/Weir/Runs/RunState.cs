namespace Weir.Runs;

/// <summary>How far a run is. <c>docs/states.md</c> draws which state may follow which.</summary>
public enum RunState
{
    /// <summary>Every step ended well.</summary>
    Succeeded,

    /// <summary>A step failed and no attempt is left.</summary>
    Failed,

    /// <summary>A step failed; another attempt follows, from that step on.</summary>
    Retrying,

    /// <summary>A step waits, for a time, a person or another run; or the run is paused.</summary>
    Waiting,

    /// <summary>Somebody ended it.</summary>
    Cancelled,

    /// <summary>An attempt goes on.</summary>
    Running,
}

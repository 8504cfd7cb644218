using Weir.Runs;

namespace Weir.Server.Operations;

/// <summary>Whose logs are wanted.</summary>
/// <param name="Run">The run.</param>
internal sealed record FollowOrder(RunId Run)
{
    /// <summary>As <see cref="After"/>: nothing of steps that have ended.</summary>
    public const int UnderWayAlone = int.MaxValue;

    /// <summary>Only this step, and what is done for it item by item. All steps by default.</summary>
    public string? Step { get; init; }

    /// <summary>Only what follows the step's end with this number. Zero by default: all.</summary>
    public int After { get; init; }

    /// <summary>Of what was written before, only so many lines. All by default.</summary>
    public int? Tail { get; init; }

    /// <summary>Whether to go on until the run ends.</summary>
    public bool Waits { get; init; }
}

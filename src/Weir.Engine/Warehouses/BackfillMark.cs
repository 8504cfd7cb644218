namespace Weir.Engine.Warehouses;

/// <summary>How far a backfill has come.</summary>
/// <param name="Name">What is filled, and over which range: the same again goes on from here.</param>
/// <param name="Id">Which one it is of those with that name; what it sends is told apart by it.</param>
/// <param name="StartedAt">When it began.</param>
internal sealed record BackfillMark(string Name, Guid Id, DateTimeOffset StartedAt)
{
    /// <summary>Which of the target's patterns it is at.</summary>
    public int Pattern { get; init; }

    /// <summary>The last key of it that was looked at; none before the first.</summary>
    public string? After { get; init; }

    /// <summary>Files within the range, so far.</summary>
    public long Found { get; init; }

    /// <summary>Those of them that were sent.</summary>
    public long Sent { get; init; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>When everything was sent; none before that.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}

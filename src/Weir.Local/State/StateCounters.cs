namespace Weir.Local.State;

/// <summary>What is counted rather than looked up. A transaction works on a copy, which takes effect when it commits.</summary>
internal sealed record StateCounters
{
    /// <summary>The position of the newest event.</summary>
    public long Position { get; set; }

    /// <summary>The number of the newest delivery.</summary>
    public long Delivery { get; set; }

    /// <summary>The greatest version of an object that landed.</summary>
    public long Version { get; set; }

    /// <summary>Deliveries that are not settled for good.</summary>
    public long Open { get; set; }

    /// <summary>Events in the outbox.</summary>
    public long Posted { get; set; }
}

using Weir.Events;

namespace Weir.Deliveries;

/// <summary>One event on its way to one subscriber, leased by whoever holds this record.</summary>
public sealed record Delivery
{
    /// <summary>Names the delivery. Later ones are greater.</summary>
    public required long Id { get; init; }

    /// <summary>Who it is for.</summary>
    public required Subscriber Subscriber { get; init; }

    /// <summary>What happened.</summary>
    public required Event Event { get; init; }

    /// <summary>Which attempt this is, counted from one.</summary>
    public required int Attempt { get; init; }

    /// <summary>
    /// How many attempts in a row, up to this one, were begun and ended without a word: the process died, or the lease
    /// lapsed. None by default.
    /// </summary>
    public int LostAttempts { get; init; }

    /// <summary>Whether an attempt may have been begun before this one. No by default.</summary>
    public bool MayHaveBegun { get; init; }

    /// <summary>Whether the attempt before this one may have ended without a word: the process died. No by default.</summary>
    public bool MayBeLost { get; init; }

    /// <summary>Names this lease: settling with the token of an older lease is refused.</summary>
    public required long LeaseToken { get; init; }
}

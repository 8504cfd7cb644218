using Weir.Events;

namespace Weir.Local.Deliveries;

/// <summary>A delivery in memory, guarded by the gate of its queue.</summary>
internal sealed class OpenDelivery
{
    public long Id { get; set; }

    public long Position { get; set; }

    public required Event Event { get; init; }

    /// <summary>Attempts that count so far, without the one that runs.</summary>
    public int Attempts { get; set; }

    /// <summary>How many of them in a row were begun and ended without a word.</summary>
    public int Lost { get; set; }

    /// <summary>Whether work on the attempt that runs has started.</summary>
    public bool IsBegun { get; set; }

    /// <summary>Whether the attempt is to be counted on disk before it is made, for a crash may have ended one already.</summary>
    public bool CountsFirst { get; set; }

    /// <summary>The token of the lease, or zero when nobody holds it.</summary>
    public long Lease { get; set; }

    /// <summary>The timestamp at which the lease lapses.</summary>
    public long LapsesAt { get; set; }

    /// <summary>Whether a settling of it is on its way to the disk.</summary>
    public bool IsSettling { get; set; }
}

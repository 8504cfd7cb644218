using Weir.Events;
using Weir.Local.State;

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

    /// <summary>Whether an attempt may have been begun before the one that runs.</summary>
    public bool MayHaveBegun { get; set; }

    /// <summary>Whether the attempt before the one that runs may have ended without a word.</summary>
    public bool MayBeLost { get; set; }

    /// <summary>The token of the lease, or zero when nobody holds it.</summary>
    public long Lease { get; set; }

    /// <summary>The timestamp at which the lease lapses.</summary>
    public long LapsesAt { get; set; }

    /// <summary>Whether a settling of it is on its way to the disk.</summary>
    public bool IsSettling { get; set; }

    /// <summary>Whether its time is yet to come.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>The timestamp at which it has waited long enough.</summary>
    public long WaitsUntil { get; set; }

    /// <summary>The moment by the clock on the wall that it waits for; none when it waits for some time to pass.</summary>
    public DateTimeOffset? Moment { get; set; }

    /// <summary>Whether its run waits, or waited and goes on.</summary>
    public bool IsSuspended { get; set; }

    /// <summary>A delivery as it was read from the table.</summary>
    /// <param name="row">The row.</param>
    /// <param name="recovered">Whether an earlier process may have had it.</param>
    public static OpenDelivery Of(DeliveryRow row, bool recovered) => new()
    {
        Id = row.Id,
        Position = row.Position,
        Event = row.Event,
        Attempts = row.Attempts,
        Lost = row.Lost,
        CountsFirst = recovered || row.Attempts > 0,
        MayHaveBegun = true,
        IsSuspended = row is { Due: not null, Event.NotBefore: null } && row.Wait == TimeSpan.Zero,
        MayBeLost = row.Lost > 0 || (recovered && row.Due is null),
    };

    /// <summary>The attempt ended with a word, and another is to be made.</summary>
    /// <param name="attempts">The attempts that count so far.</param>
    public void Postpone(int attempts)
    {
        (IsSettling, IsBegun, CountsFirst, IsSuspended) = (false, false, true, false);
        (Attempts, Lost) = (attempts, 0);
        (MayHaveBegun, MayBeLost) = (true, false);
    }

    /// <summary>The attempt's lease has lapsed without a word.</summary>
    public void Lose()
    {
        Attempts++;
        Lost += IsBegun ? 1 : 0;
        (IsBegun, CountsFirst) = (false, true);
        (MayHaveBegun, MayBeLost) = (true, true);
    }
}

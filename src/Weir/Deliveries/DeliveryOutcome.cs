using Weir.Failures;

namespace Weir.Deliveries;

/// <summary>How one attempt at a delivery ended. There are these five ways and no other.</summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    /// <summary>The work is done; the delivery ends.</summary>
    public sealed record Done : DeliveryOutcome;

    /// <summary>Something outside is unavailable; the same attempt is made again later and does not count.</summary>
    /// <param name="For">How long to wait.</param>
    /// <param name="Failure">What is unavailable.</param>
    public sealed record Snoozed(TimeSpan For, Failure Failure) : DeliveryOutcome;

    /// <summary>The attempt failed; another is made after a wait.</summary>
    /// <param name="After">How long to wait.</param>
    /// <param name="Failure">What went wrong.</param>
    public sealed record Retry(TimeSpan After, Failure Failure) : DeliveryOutcome;

    /// <summary>No attempt is left, or none can help: the delivery is kept as a dead letter until it is redriven.</summary>
    /// <param name="Failure">What went wrong.</param>
    public sealed record DeadLettered(Failure Failure) : DeliveryOutcome;

    /// <summary>The run waits; it goes on at a time, or as soon as it has a signal that it has not seen.</summary>
    /// <param name="Until">When; none when only a signal has it go on.</param>
    /// <param name="Seen">The last signal that it has seen; zero when none.</param>
    public sealed record Suspended(DateTimeOffset? Until, long Seen) : DeliveryOutcome;
}

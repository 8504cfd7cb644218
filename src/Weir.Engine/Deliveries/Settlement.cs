using Weir.Deliveries;
using Weir.Events;
using Weir.Runs;

namespace Weir.Engine.Deliveries;

/// <summary>How one leased delivery ended.</summary>
/// <param name="Delivery">The delivery, with the token of its lease.</param>
/// <param name="Outcome">How its attempt ended.</param>
/// <param name="Run">Its run as it stands now, recorded in the same transaction; none for a table.</param>
internal sealed record Settlement(Delivery Delivery, DeliveryOutcome Outcome, Run? Run = null)
{
    /// <summary>The goes at the run's steps that were not noted before. None by default.</summary>
    public IReadOnlyList<StepRecord> Steps { get; init; } = [];

    /// <summary>The events that tell of it, posted to the outbox in the same transaction. None by default.</summary>
    public IReadOnlyList<Event> Told { get; init; } = [];

    /// <summary>What other runs are told with it, in the same transaction. None by default.</summary>
    public IReadOnlyList<RunSignal> Signals { get; init; } = [];
}

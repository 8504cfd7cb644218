using Weir.Events;

namespace Weir.Engine.Events;

/// <summary>An event in the log, its place, and how many of its deliveries have not ended well yet.</summary>
/// <param name="Position">Grows with every event; never reused.</param>
/// <param name="Event">The event.</param>
/// <param name="Waiting">Deliveries that are still to be done.</param>
/// <param name="Dead">Deliveries that are dead letters.</param>
internal sealed record LoggedEvent(long Position, Event Event, int Waiting, int Dead)
{
    /// <summary>What became of it at subscribers that want each event only once. Empty as a rule.</summary>
    public IReadOnlyList<DedupeNote> Notes { get; init; } = [];
}

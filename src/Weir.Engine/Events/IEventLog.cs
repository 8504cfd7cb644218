using Weir.Events;
using Weir.Runs;

namespace Weir.Engine.Events;

/// <summary>Everything that happened, in order, and the deliveries that follow from it.</summary>
/// <remarks>
/// Implementations promise eight things, which <c>EventLogConformance</c> checks: once an append completes, its events and
/// all their deliveries survive a crash, and before that nobody sees any of them; a batch is stored whole or not at all;
/// appending the same id twice stores one event and one delivery for each subscriber; the object of an
/// <c>object_created</c> event is found under its name from then on, unless a greater version already stands there;
/// an <c>object_reloaded</c> event and the copy of an object's event are passed over, deliveries and all, when the name no longer
/// finds that version;
/// of the events with one key a subscriber gets the first alone for as long as the key lasts, whoever appends at the same time and
/// whatever crashes, and the others are recorded with the first one's id; a key lasts from the first event on, and is no longer
/// than its time remembered, unless the clock was put back;
/// readers see events in order of position, and callers that append at the same time share the cost of durability.
/// </remarks>
internal interface IEventLog
{
    /// <summary>Stores events with their deliveries, durably, in one transaction.</summary>
    /// <returns>The deliveries that were not made, because their subscribers had an event under the same key. Empty as a rule.</returns>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7304: an object is not the one to be replaced; that event was not stored.</exception>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR4003: the disk is full or refuses; nothing was stored.</exception>
    Task<IReadOnlyList<Duplicate>> AppendAsync(IReadOnlyList<RoutedEvent> events, CancellationToken cancellationToken);

    /// <summary>What was delivered to a subscriber under a key.</summary>
    /// <returns>None when the key is new, or its time is over.</returns>
    Task<KnownKey?> FindAsync(DedupeKey key, CancellationToken cancellationToken);

    /// <summary>The event of an id.</summary>
    /// <returns>None when there is none, or it is so long ago that it is not kept.</returns>
    Task<Event?> FindAsync(EventId id, CancellationToken cancellationToken);

    /// <summary>The newest events first, before a position when one is given.</summary>
    Task<IReadOnlyList<LoggedEvent>> ListAsync(int limit, long? before, CancellationToken cancellationToken);

    /// <summary>The event that started a run, and then those that the run emitted, in order of position.</summary>
    /// <param name="run">The run.</param>
    /// <param name="startedBy">The event that started it.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="after">The position behind which to go on; none to begin.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Without those that are so long ago that they are not kept.</returns>
    Task<IReadOnlyList<LoggedEvent>> ListOfRunAsync(RunId run, EventId startedBy, int limit, long? after, CancellationToken cancellationToken);
}

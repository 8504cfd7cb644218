namespace Weir.Engine.Events;

/// <summary>Everything that happened, in order, and the deliveries that follow from it.</summary>
/// <remarks>
/// Implementations promise six things, which <c>EventLogConformance</c> checks: once an append completes, its events and
/// all their deliveries survive a crash, and before that nobody sees any of them; a batch is stored whole or not at all;
/// appending the same id twice stores one event and one delivery for each subscriber; the object of an
/// <c>object_created</c> event is found under its name from then on, unless a greater version already stands there;
/// an <c>object_reloaded</c> event is passed over, deliveries and all, when its name no longer finds that version;
/// readers see events in order of position, and callers that append at the same time share the cost of durability.
/// </remarks>
internal interface IEventLog
{
    /// <summary>Stores events with their deliveries, durably, in one transaction.</summary>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR4003: the disk is full or refuses; nothing was stored.</exception>
    Task AppendAsync(IReadOnlyList<RoutedEvent> events, CancellationToken cancellationToken);

    /// <summary>The newest events first, before a position when one is given.</summary>
    Task<IReadOnlyList<LoggedEvent>> ListAsync(int limit, long? before, CancellationToken cancellationToken);
}

using Weir.Buckets;
using Weir.Events;

namespace Weir.Engine.Outbox;

/// <summary>What runs emit, on its way back up to the event log.</summary>
/// <remarks>
/// Implementations promise, and <c>OutboxConformance</c> checks: once a post completes its events survive a crash and the
/// objects they are about are found under their names; what was posted is taken, in order, until it is removed, also after
/// a crash; a wait ends soon after something was posted; what was posted is known by its id, on its way and in the log; what the log has is passed
/// over, and keeps its content for those who wait for it.
/// </remarks>
internal interface IOutbox : IPostedEvents
{
    /// <summary>Stores events durably, whole or not at all.</summary>
    Task PostAsync(IReadOnlyList<Event> events, CancellationToken cancellationToken);

    /// <summary>The same, and lets objects not be found any more in the same moment, where these versions still are.</summary>
    Task PostAsync(IReadOnlyList<Event> events, IReadOnlyList<StoredObject> replaced, CancellationToken cancellationToken);

    /// <summary>Whether an event was posted, and is on its way or in the log, as long as the log keeps it.</summary>
    Task<bool> HoldsAsync(EventId id, CancellationToken cancellationToken);
}

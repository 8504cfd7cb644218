using Weir.Events;

namespace Weir.Engine.Outbox;

/// <summary>Events that were stored beside what they tell of, on their way to the event log.</summary>
/// <remarks>Implementations promise: what was posted is taken, in order, until it is removed, also after a crash.</remarks>
internal interface IPostedEvents
{
    /// <summary>The oldest events that were posted and not removed.</summary>
    Task<IReadOnlyList<Event>> TakeAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Removes events that have reached the log.</summary>
    Task RemoveAsync(IReadOnlyList<Event> events, CancellationToken cancellationToken);

    /// <summary>Completes when something was posted and not removed.</summary>
    Task WaitAsync(CancellationToken cancellationToken);
}

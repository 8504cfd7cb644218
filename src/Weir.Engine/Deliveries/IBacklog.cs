using Weir.Deliveries;

namespace Weir.Engine.Deliveries;

/// <summary>All that is still to be done, whoever is to do it.</summary>
/// <remarks>
/// Implementations promise, and <c>BacklogConformance</c> checks: the backlog is empty only if at one moment no delivery was
/// open and nothing waited in the outbox, so that what goes from the one to the other is never overlooked; everyone who
/// has an open delivery is among the subscribers, also after a restart.
/// </remarks>
internal interface IBacklog
{
    /// <summary>Whether nothing is to be done: no delivery is open, and no emitted event waits to become deliveries.</summary>
    /// <param name="apart">Deliveries that are open, and that nobody need wait for.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<bool> IsEmptyAsync(long apart, CancellationToken cancellationToken);

    /// <summary>Everyone who has deliveries, or had some once.</summary>
    Task<IReadOnlyList<Subscriber>> ListSubscribersAsync(CancellationToken cancellationToken);
}

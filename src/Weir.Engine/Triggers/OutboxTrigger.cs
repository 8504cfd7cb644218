using Weir.Buckets;
using Weir.Engine.Events;
using Weir.Engine.Notifications;
using Weir.Engine.Outbox;

namespace Weir.Engine.Triggers;

/// <summary>Lifts events that were posted, by runs or with rows of the warehouse, to the log, where they may start other runs and loads.</summary>
internal sealed class OutboxTrigger(IPostedEvents outbox, IEventLog log, Router router, IFlowObserver observer)
{
    private const int Batch = 1_000;

    /// <returns>False when the outbox was empty.</returns>
    public async Task<bool> PumpAsync(CancellationToken cancellationToken)
    {
        var emitted = await outbox.TakeAsync(Batch, cancellationToken);
        if (emitted.Count == 0)
        {
            return false;
        }

        // A crash between the two lines lifts the same events again: the log knows their ids and keeps one of each.
        await log.AppendAsync([.. emitted.Select(router.Route)], cancellationToken);
        await outbox.RemoveAsync(emitted, cancellationToken);
        observer.Landed([.. emitted.Select(e => e.Object).OfType<StoredObject>()]);
        return true;
    }
}

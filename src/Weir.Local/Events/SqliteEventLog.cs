using Weir.Buckets;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Local.Deliveries;
using Weir.Local.State;

namespace Weir.Local.Events;

/// <summary>The event log in SQLite. Appends that wait together share one transaction.</summary>
/// <param name="writer">Writes.</param>
/// <param name="readers">Read.</param>
/// <param name="queues">Who gets deliveries.</param>
/// <param name="landed">Told of the objects whose events are in the log.</param>
internal sealed class SqliteEventLog(
    StateWriter writer, StateReaders readers, SubscriberQueues queues, Action<IEnumerable<long>> landed) : IEventLog
{
    public async Task AppendAsync(IReadOnlyList<RoutedEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
        {
            return;
        }

        await writer.WriteAsync(AppendOperation.Of(events, queues, cancellationToken));
        landed(events
            .Where(routed => routed.Event.Type != Event.ObjectReloaded)
            .Select(routed => routed.Event.Object)
            .OfType<StoredObject>()
            .Select(stored => stored.Version));
    }

    public async Task<IReadOnlyList<LoggedEvent>> ListAsync(int limit, long? before, CancellationToken cancellationToken) =>
        await readers.ReadAsync(tables => tables.Events.Newest(limit, before ?? long.MaxValue), cancellationToken);
}

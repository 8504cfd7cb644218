using Weir.Engine.Events;
using Weir.Local.Deliveries;
using Weir.Local.State;

namespace Weir.Local.Events;

/// <summary>The event log in SQLite. Appends that wait together share one transaction.</summary>
internal sealed class SqliteEventLog(StateWriter writer, StateReaders readers, SubscriberQueues queues) : IEventLog
{
    public Task AppendAsync(IReadOnlyList<RoutedEvent> events, CancellationToken cancellationToken) =>
        events.Count == 0
            ? Task.CompletedTask
            : writer.WriteAsync(AppendOperation.Of(events, queues, cancellationToken));

    public async Task<IReadOnlyList<LoggedEvent>> ListAsync(int limit, long? before, CancellationToken cancellationToken) =>
        await readers.ReadAsync(tables => tables.Events.Newest(limit, before ?? long.MaxValue), cancellationToken);
}

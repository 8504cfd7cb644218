using Weir.Buckets;
using Weir.Engine.Outbox;
using Weir.Events;
using Weir.Local.Objects;
using Weir.Local.State;

namespace Weir.Local.Outbox;

/// <summary>The outbox in SQLite.</summary>
/// <param name="writer">Writes.</param>
/// <param name="readers">Read.</param>
/// <param name="landed">Told of the objects whose events are posted.</param>
/// <param name="leaving">Told of the objects that are about to be forgotten.</param>
internal sealed class SqliteOutbox(
    StateWriter writer, StateReaders readers, Action<IEnumerable<long>> landed, Action<IEnumerable<StoredObject>> leaving) : IOutbox
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _posted = NewSignal();

    public Task PostAsync(IReadOnlyList<Event> events, CancellationToken cancellationToken) =>
        events.Count == 0 ? Task.CompletedTask : PostAsync(events, _ => { }, cancellationToken);

    public Task PostAsync(IReadOnlyList<Event> events, IReadOnlyList<StoredObject> replaced, CancellationToken cancellationToken)
    {
        leaving(replaced);
        return events.Count + replaced.Count == 0
            ? Task.CompletedTask
            : PostAsync(events, tables => RemoveObjectsOperation.Remove(tables, replaced), cancellationToken);
    }

    /// <summary>The same, and writes something else in the same transaction, before.</summary>
    public async Task PostAsync(IReadOnlyList<Event> events, Action<StateTables> also, CancellationToken cancellationToken)
    {
        await writer.WriteAsync(new PostOperation(events, also, Signal, cancellationToken));
        landed(events.Select(@event => @event.Object).OfType<StoredObject>().Select(stored => stored.Version));
    }

    public Task<bool> HoldsAsync(EventId id, CancellationToken cancellationToken) =>
        readers.ReadAsync(tables => tables.Outbox.Holds(id) || tables.Events.Holds(id), cancellationToken);

    public async Task<IReadOnlyList<Event>> TakeAsync(int limit, CancellationToken cancellationToken) =>
        writer.Counters.Posted == 0
            ? []
            : await readers.ReadAsync(tables => tables.Outbox.Oldest(limit), cancellationToken);

    public Task RemoveAsync(IReadOnlyList<Event> events, CancellationToken cancellationToken) =>
        events.Count == 0
            ? Task.CompletedTask
            : writer.WriteAsync(new RemoveOperation(events, cancellationToken));

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task posted;
            lock (_gate)
            {
                posted = _posted.Task;
            }

            if (writer.Counters.Posted > 0)
            {
                return;
            }

            await posted.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Has whoever waits look again: something was posted.</summary>
    public void Signal()
    {
        lock (_gate)
        {
            _posted.SetResult();
            _posted = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

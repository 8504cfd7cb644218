using Weir.Buckets;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Failures;
using Weir.Local.Deliveries;
using Weir.Local.State;
using Weir.Runs;

namespace Weir.Local.Events;

/// <summary>The event log in SQLite. Appends that wait together share one transaction.</summary>
/// <param name="writer">Writes.</param>
/// <param name="readers">Read.</param>
/// <param name="queues">Who gets deliveries.</param>
/// <param name="landed">Told of the objects whose events are in the log.</param>
/// <param name="time">The clock.</param>
internal sealed class SqliteEventLog(
    StateWriter writer, StateReaders readers, SubscriberQueues queues, Action<IEnumerable<long>> landed, TimeProvider time) : IEventLog, ILandings
{
    public async Task<IReadOnlyList<Duplicate>> AppendAsync(IReadOnlyList<RoutedEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
        {
            return [];
        }

        var append = AppendOperation.Of(events, queues, time.GetUtcNow(), cancellationToken);
        await writer.WriteAsync(append);
        if (append.Refused is { } refused)
        {
            // Its content is not called landed: the next start deletes it.
            throw new RefusedException(new Failure(
                "WEIR7304", $"{refused.Name} was written or removed by somebody else meanwhile.", "Look at what is there now, and try again."));
        }

        landed(events
            .Where(routed => !routed.IsOfLandedObject)
            .Select(routed => routed.Event.Object)
            .OfType<StoredObject>()
            .Select(stored => stored.Version));
        return append.Duplicates;
    }

    public async Task<KnownKey?> FindAsync(DedupeKey key, CancellationToken cancellationToken)
    {
        var (subscriber, now) = (queues.Of(key.Subscriber).Number, time.GetUtcNow());
        return await readers.ReadAsync(tables => tables.Dedupe.Find(subscriber, key, now), cancellationToken);
    }

    public Task<Event?> FindAsync(EventId id, CancellationToken cancellationToken) =>
        readers.ReadAsync(tables => tables.Events.Find(id), cancellationToken);

    public async Task<IReadOnlyList<LoggedEvent>> ListAsync(int limit, long? before, CancellationToken cancellationToken) =>
        await readers.ReadAsync(tables => tables.Events.Newest(limit, before ?? long.MaxValue), cancellationToken);

    public async Task<IReadOnlyList<LoggedEvent>> ListOfRunAsync(
        RunId run, EventId startedBy, int limit, long? after, CancellationToken cancellationToken) =>
        await readers.ReadAsync(tables => tables.Events.OfRun(run, startedBy, limit, after), cancellationToken);

    public Task<LoggedEvent?> FindLandingAsync(long version, CancellationToken cancellationToken) =>
        readers.ReadAsync(tables => tables.Events.Landing(version), cancellationToken);
}

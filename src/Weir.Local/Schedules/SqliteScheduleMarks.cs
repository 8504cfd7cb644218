using Weir.Deliveries;
using Weir.Engine.Triggers.Schedules;
using Weir.Local.State;

namespace Weir.Local.Schedules;

/// <summary>The marks of schedules in SQLite, of which this process alone is the writer.</summary>
internal sealed class SqliteScheduleMarks(StateWriter writer, StateReaders readers) : IScheduleMarks
{
    private volatile IReadOnlyDictionary<Subscriber, DateTimeOffset>? _pauses;

    public async Task<ScheduleMark?> FindAsync(string name, CancellationToken cancellationToken) =>
        await readers.ReadAsync(tables => tables.Schedules.Find(name), cancellationToken);

    public Task SetAsync(string name, ScheduleMark mark, CancellationToken cancellationToken) =>
        writer.WriteAsync(new SetMarkOperation(name, mark, cancellationToken));

    public async Task<IReadOnlyDictionary<Subscriber, DateTimeOffset>> ListPausesAsync(CancellationToken cancellationToken) =>
        _pauses ?? (_pauses = await readers.ReadAsync(tables => tables.Schedules.Pauses(), cancellationToken));

    public async Task PauseAsync(Subscriber subscriber, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        await writer.WriteAsync(new PauseOperation(subscriber, since, cancellationToken));
        _pauses = null;
    }
}

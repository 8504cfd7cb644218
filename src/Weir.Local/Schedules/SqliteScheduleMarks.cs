using Weir.Engine.Triggers.Schedules;
using Weir.Local.State;

namespace Weir.Local.Schedules;

/// <summary>The marks of schedules in SQLite.</summary>
internal sealed class SqliteScheduleMarks(StateWriter writer, StateReaders readers) : IScheduleMarks
{
    public async Task<ScheduleMark?> FindAsync(string name, CancellationToken cancellationToken) =>
        await readers.ReadAsync(tables => tables.Schedules.Find(name), cancellationToken);

    public Task SetAsync(string name, ScheduleMark mark, CancellationToken cancellationToken) =>
        writer.WriteAsync(new SetMarkOperation(name, mark, cancellationToken));
}

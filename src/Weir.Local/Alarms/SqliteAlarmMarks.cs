using Weir.Engine.Triggers.Alarms;
using Weir.Local.State;

namespace Weir.Local.Alarms;

/// <summary>The marks of alarms in SQLite.</summary>
internal sealed class SqliteAlarmMarks(StateWriter writer, StateReaders readers) : IAlarmMarks
{
    public async Task<AlarmMark?> FindAsync(string name, CancellationToken cancellationToken) =>
        await readers.ReadAsync(tables => tables.Alarms.Find(name), cancellationToken);

    public Task SetAsync(string name, AlarmMark mark, CancellationToken cancellationToken) =>
        writer.WriteAsync(new SetAlarmOperation(name, mark, cancellationToken));
}

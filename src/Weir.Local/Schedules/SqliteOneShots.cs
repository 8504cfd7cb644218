using Weir.Engine.Triggers.Schedules;
using Weir.Local.State;

namespace Weir.Local.Schedules;

/// <summary>What is to happen once, as SQLite has it.</summary>
internal sealed class SqliteOneShots(StateReaders readers) : IOneShots
{
    public async Task<IReadOnlyList<OneShot>> ListAsync(
        DateTimeOffset now, (DateTimeOffset Due, long Number)? after, int limit, CancellationToken cancellationToken) =>
        await readers.ReadAsync(tables => tables.Deliveries.OneShots(now, after, limit), cancellationToken);
}

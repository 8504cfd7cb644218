using Weir.Engine.Runs;
using Weir.Local.State;
using Weir.Runs;

namespace Weir.Local.Runs;

/// <summary>The run log in SQLite. Runs are written as their deliveries are settled.</summary>
internal sealed class SqliteRunLog(StateReaders readers) : IRunLog
{
    public async Task<IReadOnlyList<Run>> ListAsync(int limit, CancellationToken cancellationToken) =>
        await readers.ReadAsync(tables => tables.Runs.Newest(limit), cancellationToken);
}

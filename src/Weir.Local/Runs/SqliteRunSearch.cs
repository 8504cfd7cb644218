using Weir.Engine.Runs;
using Weir.Local.State;

namespace Weir.Local.Runs;

/// <summary>Looks through runs in SQLite.</summary>
internal sealed class SqliteRunSearch(StateReaders readers) : IRunSearch
{
    public Task<RunPage> SearchAsync(RunQuery query, CancellationToken cancellationToken) =>
        readers.ReadAsync(tables => tables.RunSearch.Search(query), cancellationToken);
}

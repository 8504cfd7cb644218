using Weir.Buckets;
using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Local.Lake;

namespace Weir.Local.Warehouses;

/// <summary>Tables in a DuckDB file. One load at a time writes: DuckDB gives it every core.</summary>
internal sealed class DuckDbWarehouse : IWarehouse, IDisposable
{
    /// <summary>Bytes of write-ahead log that are worth a checkpoint when it is quiet.</summary>
    private const long CheckpointSize = 16L << 20;

    /// <summary>Bytes of write-ahead log that do not wait for quiet any more: a restart has to read them all.</summary>
    private const long MostLogged = 128L << 20;

    /// <summary>How long nothing was written when it is quiet: longer than the gap between two loads of one backlog.</summary>
    private static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(2);

    private readonly DuckDbStore _store;
    private readonly Lakes _lakes;
    private readonly Func<StoredObject, string> _pathOf;
    private readonly ParquetDamage _damage = new();
    private readonly TimeProvider _time;
    private long _lastLoadId = -1;
    private long _lastWrite;

    /// <param name="store">The open file.</param>
    /// <param name="lakes">The files of its tables that have some.</param>
    /// <param name="pathOf">Where an object's content is, for the formats that DuckDB reads itself.</param>
    /// <param name="time">The clock.</param>
    public DuckDbWarehouse(DuckDbStore store, Lakes lakes, Func<StoredObject, string> pathOf, TimeProvider time) =>
        (_store, _lakes, _pathOf, _time, _lastWrite) = (store, lakes, pathOf, time, time.GetTimestamp());

    /// <summary>The open file.</summary>
    public DuckDbStore Store => _store;

    public Task<TableShape?> DescribeAsync(string table, CancellationToken cancellationToken) =>
        _store.ReadAsync($"reading the shape of {table}", rental => ShapeKeeper.Describe(rental, table), cancellationToken);

    public Task<IReadOnlySet<StoredObject>> FindLoadedAsync(
        string table, IReadOnlyList<StoredObject> files, CancellationToken cancellationToken) =>
        _store.ReadAsync($"looking up which files {table} has", rental => LoadLedger.Find(rental, table, files), cancellationToken);

    public Task<StandingFile?> FindStandingAsync(string table, CancellationToken cancellationToken) =>
        _store.ReadAsync($"looking up which file {table} holds", rental => Standing.Find(rental, table), cancellationToken);

    public async Task<long> TakeLoadIdsAsync(int count, CancellationToken cancellationToken)
    {
        await _store.Writing.WaitAsync(cancellationToken);
        try
        {
            if (_lastLoadId < 0)
            {
                _lastLoadId = _store.Use("reading the last load id", LoadLedger.LastLoadId);
            }

            var first = _lastLoadId + 1;
            _lastLoadId += count;
            return first;
        }
        finally
        {
            _store.Writing.Release();
        }
    }

    public async Task<IStagedLoad> StageAsync(IReadOnlyList<LoadInput> inputs, CancellationToken cancellationToken)
    {
        await _store.Writing.WaitAsync(cancellationToken);
        Rental? rental = null;
        DuckDbStagedLoad? load = null;
        try
        {
            rental = _store.Rent();
            load = new DuckDbStagedLoad(rental, _lakes, EndWriting, _damage, _pathOf, _store.Events, _time);
            await Task.Run(() => load.Stage(inputs, cancellationToken), cancellationToken);
            return load;
        }
        catch (Exception error)
        {
            var told = error is DuckDbException failed && rental is not null ? rental.Translate(failed, "staging rows") : error;
            if (load is null)
            {
                rental?.Dispose();
                EndWriting();
            }
            else
            {
                await load.DisposeAsync();
            }

            if (ReferenceEquals(told, error))
            {
                throw;
            }

            throw told;
        }
    }

    /// <summary>
    /// Folds the write-ahead log into the file when it has grown and nothing was loaded for a while, or when it has grown
    /// too long. Commits stall meanwhile, which is why DuckDB is not left to choose the moment.
    /// </summary>
    /// <returns>Whether a checkpoint was made.</returns>
    public async Task<bool> CheckpointWhenIdleAsync(CancellationToken cancellationToken)
    {
        var isQuiet = _time.GetElapsedTime(Volatile.Read(ref _lastWrite)) >= QuietFor;
        if (_store.LogSize < (isQuiet ? CheckpointSize : MostLogged) || !await _store.Writing.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return false;
        }

        try
        {
            return await _store.ReadAsync("writing a checkpoint", Checkpoint, cancellationToken);
        }
        finally
        {
            _store.Writing.Release();
        }
    }

    public void Dispose() => _store.Dispose();

    private void EndWriting()
    {
        Volatile.Write(ref _lastWrite, _time.GetTimestamp());
        _store.Writing.Release();
    }

    private static bool Checkpoint(Rental rental)
    {
        rental.Execute("CHECKPOINT");
        return true;
    }
}

using Weir.Buckets;
using Weir.Engine.Warehouses;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>Asks the ledger of a DuckDB file which files may be loaded once more, and has it forget how those ended before.</summary>
internal sealed class DuckDbReloads(DuckDbStore store) : IReloads
{
    public Task<LoadRecord> GetLoadAsync(long loadId, CancellationToken cancellationToken) =>
        store.ReadAsync("reading the load history", rental => DuckDbLoadHistory.Get(rental, loadId), cancellationToken);

    public async Task<IReadOnlyDictionary<StoredObject, LoadStatus>> DescribeAsync(
        TableDefinition table, IReadOnlyList<StoredObject> files, CancellationToken cancellationToken) =>
        await store.ReadAsync($"looking up which files {table.Name} has", rental => Describe(rental, table, files), cancellationToken);

    public async Task<IReadOnlyDictionary<StoredObject, LoadStatus>> ReleaseAsync(
        TableDefinition table, IReadOnlyList<StoredObject> files, CancellationToken cancellationToken) =>
        await store.WriteAsync($"letting {table.Name} load files again", rental => Release(rental, table, files), cancellationToken);

    private static Dictionary<StoredObject, LoadStatus> Release(
        Rental rental, TableDefinition table, IReadOnlyList<StoredObject> files)
    {
        rental.Execute("BEGIN TRANSACTION");
        var known = Describe(rental, table, files);
        var released = known.Where(one => one.Value is LoadStatus.LoadFailed or LoadStatus.Unloaded).Select(one => one.Key).ToList();
        if (released.Count > 0)
        {
            LoadLedger.Release(rental, table.Name, released);
        }

        rental.Commit();
        return known;
    }

    private static Dictionary<StoredObject, LoadStatus> Describe(
        Rental rental, TableDefinition table, IReadOnlyList<StoredObject> files)
    {
        var known = LoadLedger.Describe(rental, table.Name, files);
        if (table.WriteDisposition == WriteDisposition.Replace && Standing.Find(rental, table.Name) is { } standing)
        {
            foreach (var overtaken in files.Where(file => file.Version < standing.File.Version))
            {
                known[overtaken] = LoadStatus.Superseded;
            }
        }

        return known;
    }
}

using System.Data.Common;

using Weir.Buckets;
using Weir.Checks;
using Weir.Engine.Outbox;
using Weir.Engine.Warehouses;
using Weir.Engine.Warehouses.Catalog;
using Weir.Events;
using Weir.Loads;
using Weir.Local.Lake;
using Weir.Local.Objects;
using Weir.Local.Reconciliations;
using Weir.Local.Warehouses;
using Weir.Local.Warehouses.Catalog;
using Weir.Reconciliations;
using Weir.Tables;

namespace Weir.Cli.Composition;

/// <summary>The warehouse for people's questions, opened by the first one: most commands ask none.</summary>
/// <param name="file">Where it is.</param>
/// <param name="folders">The folders beside it whose files SQL may read.</param>
/// <param name="declared">The tables that the project declares.</param>
/// <param name="placeOf">Says where a bucket's folder for a table is: bucket, folder, table.</param>
/// <param name="outside">Brings sides of reconciliations that are not in it.</param>
/// <param name="pathOf">Where an object's content is.</param>
/// <param name="time">The clock.</param>
internal sealed class LazyWarehouse(
    string file,
    IReadOnlyList<string> folders,
    IReadOnlyCollection<string> declared,
    Func<string, string, string, TablePlace> placeOf,
    IOutsideRows outside,
    Func<StoredObject, string> pathOf,
    TimeProvider time)
    : IBackfills, ICompactor, IQueries, ILoadMetrics, IReconciler, IReloads, ITableTester, IUnloader, IWarehouse, IWarehouseEvents,
        IDisposable
{
    private readonly Lazy<(DuckDbWarehouse Loads, Lakes Lakes)> _opened = new(() =>
    {
        var store = DuckDbStore.Open(file, folders);
        try
        {
            var lakes = Lakes.Open(store, placeOf);
            return (new DuckDbWarehouse(store, lakes, pathOf, time), lakes);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    });

    /// <summary>The open warehouse.</summary>
    public DuckDbStore Store => Loads.Store;

    /// <summary>The files of its tables that have some.</summary>
    public Lakes Lakes => _opened.Value.Lakes;

    /// <summary>What takes loads: the only one there is, for it gives them their numbers.</summary>
    public DuckDbWarehouse Loads => _opened.Value.Loads;

    /// <summary>What stands in it. It remembers what it counted.</summary>
    public ITableCatalog Catalog => field ??= new DuckDbCatalog(() => Store);

    /// <summary>What became of files, page by page.</summary>
    public ILoadPages LoadPages => new DuckDbLoadPages(() => Store);

    /// <summary>What comparisons found, page by page.</summary>
    public IReconciliationPages ReconciliationPages => new DuckDbReconciliationPages(() => Store);

    public Task<DbDataReader> QueryAsync(string sql, CancellationToken cancellationToken) =>
        new DuckDbQueries(Store, declared).QueryAsync(sql, cancellationToken);

    public Task<long> CountQuarantinedAsync(string? table, DateTimeOffset since, CancellationToken cancellationToken) =>
        new DuckDbLoadMetrics(Store).CountQuarantinedAsync(table, since, cancellationToken);

    public Task<DateTimeOffset?> FindLastLoadAsync(string table, DateTimeOffset since, CancellationToken cancellationToken) =>
        new DuckDbLoadMetrics(Store).FindLastLoadAsync(table, since, cancellationToken);

    public Task<Unloaded> UnloadAsync(long loadId, TableDefinition? table, bool isDryRun, CancellationToken cancellationToken) =>
        new DuckDbUnloader(Store, Lakes).UnloadAsync(loadId, table, isDryRun, cancellationToken);

    public Task<BackfillMark?> FindAsync(string name, CancellationToken cancellationToken) =>
        new DuckDbBackfills(Store).FindAsync(name, cancellationToken);

    public Task SaveAsync(BackfillMark mark, CancellationToken cancellationToken) => new DuckDbBackfills(Store).SaveAsync(mark, cancellationToken);

    public Task<EarlierFiles> FindEarlierAsync(LoadRecord load, CancellationToken cancellationToken) =>
        new DuckDbUnloader(Store, Lakes).FindEarlierAsync(load, cancellationToken);

    public Task<TableShape?> DescribeAsync(string table, CancellationToken cancellationToken) => Loads.DescribeAsync(table, cancellationToken);

    public Task<IReadOnlySet<StoredObject>> FindLoadedAsync(
        string table, IReadOnlyList<StoredObject> files, CancellationToken cancellationToken) => Loads.FindLoadedAsync(table, files, cancellationToken);

    public Task<StandingFile?> FindStandingAsync(string table, CancellationToken cancellationToken) => Loads.FindStandingAsync(table, cancellationToken);

    public Task<long> TakeLoadIdsAsync(int count, CancellationToken cancellationToken) => Loads.TakeLoadIdsAsync(count, cancellationToken);

    public Task<IStagedLoad> StageAsync(IReadOnlyList<LoadInput> inputs, CancellationToken cancellationToken) => Loads.StageAsync(inputs, cancellationToken);

    public Task<CompactionStep> CompactAsync(string table, long targetBytes, CancellationToken cancellationToken) =>
        new DuckDbCompactor(Store, Lakes).CompactAsync(table, targetBytes, cancellationToken);

    public Task<ReconciliationRecord> ReconcileAsync(
        ReconciliationDefinition definition, bool full, CancellationToken cancellationToken) =>
        new DuckDbReconciler(Store, outside, pathOf, time).ReconcileAsync(definition, full, cancellationToken);

    public long Waiting => new DuckDbEvents(Store).Waiting;

    public long Posted => new DuckDbEvents(Store).Posted;

    public Task<IReadOnlyList<Event>> TakeAsync(int limit, CancellationToken cancellationToken) =>
        new DuckDbEvents(Store).TakeAsync(limit, cancellationToken);

    public Task RemoveAsync(IReadOnlyList<Event> events, CancellationToken cancellationToken) =>
        new DuckDbEvents(Store).RemoveAsync(events, cancellationToken);

    public Task WaitAsync(CancellationToken cancellationToken) => new DuckDbEvents(Store).WaitAsync(cancellationToken);

    public Task<IReadOnlyList<TestResult>> TestAsync(
        IReadOnlyList<TableDefinition> tables, long? sample, CancellationToken cancellationToken) =>
        new DuckDbTableTester(Store, time).TestAsync(tables, sample, cancellationToken);

    public Task RecordAsync(IReadOnlyList<TestResult> results, CancellationToken cancellationToken) =>
        new DuckDbTableTester(Store, time).RecordAsync(results, cancellationToken);

    public Task<LoadRecord> GetLoadAsync(long loadId, CancellationToken cancellationToken) =>
        new DuckDbReloads(Store).GetLoadAsync(loadId, cancellationToken);

    public Task<IReadOnlyDictionary<StoredObject, LoadStatus>> DescribeAsync(
        TableDefinition table, IReadOnlyList<StoredObject> files, CancellationToken cancellationToken) =>
        new DuckDbReloads(Store).DescribeAsync(table, files, cancellationToken);

    public Task<IReadOnlyDictionary<StoredObject, LoadStatus>> ReleaseAsync(
        TableDefinition table, IReadOnlyList<StoredObject> files, CancellationToken cancellationToken) =>
        new DuckDbReloads(Store).ReleaseAsync(table, files, cancellationToken);

    public void Dispose()
    {
        if (_opened.IsValueCreated)
        {
            Loads.Dispose();
        }
    }
}

using System.Data.Common;

using Weir.Buckets;
using Weir.Checks;
using Weir.Engine.Warehouses;
using Weir.Loads;
using Weir.Local.Reconciliations;
using Weir.Local.Warehouses;
using Weir.Reconciliations;
using Weir.Tables;

namespace Weir.Cli.Composition;

/// <summary>The warehouse for people's questions, opened by the first one: most commands ask none.</summary>
/// <param name="file">Where it is.</param>
/// <param name="declared">The tables that the project declares.</param>
/// <param name="time">The clock.</param>
internal sealed class LazyWarehouse(string file, IReadOnlyCollection<string> declared, TimeProvider time)
    : IQueries, ILoadHistory, IReconciler, IReloads, ITableTester, IUnloader, IDisposable
{
    private readonly Lazy<DuckDbStore> _store = new(() => DuckDbStore.Open(file));

    /// <summary>The open warehouse.</summary>
    public DuckDbStore Store => _store.Value;

    public Task<DbDataReader> QueryAsync(string sql, CancellationToken cancellationToken) =>
        new DuckDbQueries(Store, declared).QueryAsync(sql, cancellationToken);

    public Task<IReadOnlyList<LoadRecord>> ListLoadsAsync(string? table, int limit, CancellationToken cancellationToken) =>
        new DuckDbLoadHistory(Store).ListLoadsAsync(table, limit, cancellationToken);

    public Task<IReadOnlyList<QuarantineEntry>> ListQuarantineAsync(
        string table, int limit, CancellationToken cancellationToken) =>
        new DuckDbLoadHistory(Store).ListQuarantineAsync(table, limit, cancellationToken);

    public Task<Unloaded> UnloadAsync(long loadId, TableDefinition? table, CancellationToken cancellationToken) =>
        new DuckDbUnloader(Store).UnloadAsync(loadId, table, cancellationToken);

    public Task<ReconciliationRecord> ReconcileAsync(
        ReconciliationDefinition definition, bool full, CancellationToken cancellationToken) =>
        new DuckDbReconciler(Store, time).ReconcileAsync(definition, full, cancellationToken);

    public Task<IReadOnlyList<TestResult>> TestAsync(
        IReadOnlyList<TableDefinition> tables, long? sample, CancellationToken cancellationToken) =>
        new DuckDbTableTester(Store, time).TestAsync(tables, sample, cancellationToken);

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
        if (_store.IsValueCreated)
        {
            _store.Value.Dispose();
        }
    }
}

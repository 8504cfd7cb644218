using Weir.Buckets;
using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Local.Lake;

namespace Weir.Local.Warehouses;

/// <summary>A warehouse in a folder of its own, which goes with it.</summary>
internal sealed class ScratchWarehouse : IScratchWarehouse
{
    private readonly Func<DuckDbStore> _origin;
    private readonly DuckDbStore _store;
    private readonly DuckDbWarehouse _warehouse;
    private readonly string _folder;

    /// <param name="origin">The environment's own warehouse.</param>
    /// <param name="pathOf">Where an object's content is.</param>
    /// <param name="folder">The folder, empty.</param>
    /// <param name="time">The clock.</param>
    public ScratchWarehouse(Func<DuckDbStore> origin, Func<StoredObject, string> pathOf, string folder, TimeProvider time)
    {
        (_origin, _folder) = (origin, folder);
        _store = DuckDbStore.Open(Path.Combine(folder, "warehouse.db"));
        _warehouse = new DuckDbWarehouse(_store, Lakes.Open(_store, (_, _, _) => throw new NotSupportedException()), pathOf, time);
        Tester = new DuckDbTableTester(_store, time);
    }

    public IWarehouse Warehouse => _warehouse;

    public ITableTester Tester { get; }

    public Task<bool> BorrowAsync(string table, IReadOnlyList<string>? columns, CancellationToken cancellationToken) =>
        Task.Run(() => Borrow(table, columns, cancellationToken), cancellationToken);

    public void Dispose()
    {
        _warehouse.Dispose();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // It goes when the environment is opened the next time.
        }
    }

    private bool Borrow(string table, IReadOnlyList<string>? columns, CancellationToken cancellationToken)
    {
        var file = DuckDbLiteral.Quote(Path.Combine(_folder, "borrowed.parquet"));
        using (var origin = _origin().Rent())
        {
            if (ShapeKeeper.Describe(origin, table) is not { } shape
                || columns?.All(column => shape.Columns.Any(c => c.Name.Equals(column, StringComparison.OrdinalIgnoreCase))) == false)
            {
                return false;
            }

            var wanted = columns is null ? "*" : string.Join(", ", columns.Select(DuckDbIdentifier.Quote));
            Run(origin, $"COPY (SELECT {wanted} FROM {TableName.Quote(table)}) TO {file} (FORMAT parquet)", cancellationToken);
        }

        using var rental = _store.Rent();
        var (schema, _) = TableName.Split(table);
        Run(rental, $"CREATE SCHEMA IF NOT EXISTS {DuckDbIdentifier.Quote(schema)}", cancellationToken);
        Run(rental, $"CREATE TABLE {TableName.Quote(table)} AS FROM read_parquet({file})", cancellationToken);
        return true;
    }

    private static void Run(Rental rental, string sql, CancellationToken cancellationToken)
    {
        using var cancelling = cancellationToken.Register(rental.Connection.CreateCommand().Cancel);
        try
        {
            rental.Execute(sql);
        }
        catch (DuckDbException error)
        {
            throw rental.Translate(error, "copying a table that tests look into");
        }
    }
}

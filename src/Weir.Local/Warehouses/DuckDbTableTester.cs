using Weir.Checks;
using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Local.Checks;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>Tests the rows of DuckDB tables, beside whatever load is under way.</summary>
internal sealed class DuckDbTableTester(DuckDbStore store, TimeProvider time) : ITableTester
{
    public async Task<IReadOnlyList<TestResult>> TestAsync(
        IReadOnlyList<TableDefinition> tables, long? sample, CancellationToken cancellationToken)
    {
        var results = await Task.Run(
            () => Using("testing tables", rental => new TableChecks(rental, time.GetUtcNow(), sample).Run(tables, cancellationToken), cancellationToken),
            cancellationToken);
        await RecordAsync(results, cancellationToken);
        return results;
    }

    public async Task RecordAsync(IReadOnlyList<TestResult> results, CancellationToken cancellationToken)
    {
        await store.Writing.WaitAsync(cancellationToken);
        try
        {
            await Task.Run(() => Using("recording what tests found", rental => Record(rental, results, cancellationToken), cancellationToken), cancellationToken);
        }
        finally
        {
            store.Writing.Release();
        }
    }

    private static bool Record(Rental rental, IReadOnlyList<TestResult> results, CancellationToken cancellationToken)
    {
        rental.Execute("BEGIN TRANSACTION");
        RowInsertion.Insert(rental, TestResultRows.Of(results), cancellationToken);
        rental.Commit();
        return true;
    }

    private T Using<T>(string doing, Func<Rental, T> work, CancellationToken cancellationToken)
    {
        using var rental = store.Rent();
        using var cancelling = cancellationToken.Register(rental.Connection.CreateCommand().Cancel);
        try
        {
            return work(rental);
        }
        catch (DuckDbException error)
        {
            throw rental.Translate(error, doing);
        }
    }
}

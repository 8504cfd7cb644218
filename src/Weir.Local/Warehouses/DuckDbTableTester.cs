using Weir.Checks;
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
        var results = await store.ReadAsync(
            "testing tables",
            rental =>
            {
                using var cancelling = cancellationToken.Register(rental.Connection.CreateCommand().Cancel);
                return new TableChecks(rental, time.GetUtcNow(), sample).Run(tables, cancellationToken);
            },
            cancellationToken);
        await RecordAsync(results, cancellationToken);
        return results;
    }

    public Task RecordAsync(IReadOnlyList<TestResult> results, CancellationToken cancellationToken) =>
        store.WriteAsync("recording what tests found", rental => Record(rental, results, cancellationToken), cancellationToken);

    private static bool Record(Rental rental, IReadOnlyList<TestResult> results, CancellationToken cancellationToken)
    {
        using var cancelling = cancellationToken.Register(rental.Connection.CreateCommand().Cancel);
        rental.Execute("BEGIN TRANSACTION");
        RowInsertion.Insert(rental, TestResultRows.Of(results), cancellationToken);
        rental.Commit();
        return true;
    }
}

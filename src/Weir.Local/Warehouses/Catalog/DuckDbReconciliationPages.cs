using System.Data.Common;

using Weir.Engine.Warehouses.Catalog;
using Weir.Reconciliations;

namespace Weir.Local.Warehouses.Catalog;

/// <summary>Reads <c>weir.reconciliations</c> and the keys that differed.</summary>
internal sealed class DuckDbReconciliationPages(Func<DuckDbStore> store) : IReconciliationPages
{
    private const string Kept =
        """
        SELECT reconciliation_id, name, outcome, started_at, finished_at, source_rows, target_rows, missing_in_target, missing_in_source,
               differing, duplicates, verified_through
        FROM weir.reconciliations
        """;

    public Task<IReadOnlyList<KeptReconciliation>> ListReconciliationsAsync(string? name, long? before, int limit, CancellationToken cancellationToken) =>
        store().ReadAsync<IReadOnlyList<KeptReconciliation>>(
            "reading what reconciliations found",
            rental => Rows.Read(
                rental,
                $"{Kept} WHERE ($1 IS NULL OR name = $1) AND ($2 IS NULL OR reconciliation_id < $2) ORDER BY reconciliation_id DESC LIMIT $3",
                Of,
                name,
                before,
                limit),
            cancellationToken);

    public Task<IReadOnlyList<KeptReconciliation>> LatestReconciliationsAsync(CancellationToken cancellationToken) =>
        store().ReadAsync<IReadOnlyList<KeptReconciliation>>(
            "reading what reconciliations found",
            rental => Rows.Read(
                rental,
                $"{Kept} WHERE reconciliation_id IN (SELECT max(reconciliation_id) FROM weir.reconciliations GROUP BY name) ORDER BY name",
                Of),
            cancellationToken);

    public Task<IReadOnlyList<RowDifference>> ListDifferencesAsync(long reconciliationId, long skip, int limit, CancellationToken cancellationToken) =>
        store().ReadAsync<IReadOnlyList<RowDifference>>(
            "reading the keys that differed",
            rental => Rows.Read(
                rental,
                """
                SELECT key, difference, columns, source, target FROM weir.reconciliation_differences
                WHERE reconciliation_id = $1 ORDER BY key, rowid LIMIT $2 OFFSET $3
                """,
                row => new RowDifference(
                    row.GetString(0),
                    DifferenceKinds.Parse(row.GetString(1)),
                    Rows.TextOf(row, 2) is { Length: > 0 } columns ? columns.Split(", ") : [],
                    Rows.TextOf(row, 3),
                    Rows.TextOf(row, 4)),
                reconciliationId,
                limit,
                skip),
            cancellationToken);

    private static KeptReconciliation Of(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.GetString(2),
        row.GetFieldValue<DateTimeOffset>(3),
        row.GetFieldValue<DateTimeOffset>(4),
        row.GetInt64(5),
        row.GetInt64(6),
        row.GetInt64(7),
        row.GetInt64(8),
        row.GetInt64(9),
        row.GetInt64(10),
        Rows.TextOf(row, 11));
}

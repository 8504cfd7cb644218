using System.Globalization;

using Weir.DuckDb;
using Weir.Engine.Warehouses;

namespace Weir.Local.Warehouses;

/// <summary>Numbers of <c>weir.load_history</c>, which is in the order of time: DuckDB passes over what is older than it is asked for.</summary>
internal sealed class DuckDbLoadMetrics(DuckDbStore store) : ILoadMetrics
{
    public Task<long> CountQuarantinedAsync(string? table, DateTimeOffset since, CancellationToken cancellationToken) => store.ReadAsync(
        "counting quarantined rows",
        rental => Convert.ToInt64(
            rental.Scalar(
                "SELECT coalesce(sum(rows_quarantined), 0)::BIGINT FROM weir.load_history WHERE loaded_at >= $1 AND ($2 IS NULL OR lower(table_name) = lower($2))",
                since,
                table),
            CultureInfo.InvariantCulture),
        cancellationToken);

    public Task<DateTimeOffset?> FindLastLoadAsync(string table, DateTimeOffset since, CancellationToken cancellationToken) => store.ReadAsync(
        "looking for the last load",
        rental =>
        {
            using var command = rental.Connection.CreateCommand(
                """
                SELECT max(loaded_at) FROM weir.load_history
                WHERE loaded_at >= $1 AND lower(table_name) = lower($2) AND status IN ('LOADED', 'PARTIALLY_LOADED')
                """);
            command.Parameters.Add(new DuckDbParameter(since));
            command.Parameters.Add(new DuckDbParameter(table));
            using var reader = command.ExecuteReader();
            return reader.Read() && !reader.IsDBNull(0) ? reader.GetFieldValue<DateTimeOffset>(0) : (DateTimeOffset?)null;
        },
        cancellationToken);
}

using Weir.Buckets;
using Weir.Engine.Warehouses.Catalog;
using Weir.Loads;

namespace Weir.Local.Warehouses.Catalog;

/// <summary>Reads <c>weir.load_history</c> and <c>weir.quarantine</c> page by page.</summary>
/// <remarks>
/// Both are in the order of the loads, and DuckDB passes over blocks of rows whose numbers lie outside of what is asked for. So a page is
/// looked for among the newest loads first, and only then further back, among eight times as many each time.
/// </remarks>
internal sealed class DuckDbLoadPages(Func<DuckDbStore> store) : ILoadPages
{
    /// <summary>How many loads are looked through first. They lie in few blocks.</summary>
    private const long FirstWindow = 65_536;

    public Task<IReadOnlyList<LoadRecord>> ListLoadsAsync(LoadFilter filter, CancellationToken cancellationToken) =>
        store().ReadAsync<IReadOnlyList<LoadRecord>>("reading the load history", rental => Loads(rental, filter, ""), cancellationToken);

    public Task<LoadRecord?> FindLoadAsync(long loadId, CancellationToken cancellationToken) => store().ReadAsync(
        "reading the load history",
        rental => Rows.Read(rental, $"{DuckDbLoadHistory.Loads} WHERE load_id = $1", DuckDbLoadHistory.LoadOf, loadId).FirstOrDefault(),
        cancellationToken);

    public Task<IReadOnlyList<LoadRecord>> ListLoadsAsync(StoredObject landed, IReadOnlyList<string> runs, CancellationToken cancellationToken) =>
        store().ReadAsync<IReadOnlyList<LoadRecord>>(
            "reading the load history",
            rental => Rows.Read(
                rental,
                $"""
                {DuckDbLoadHistory.Loads} WHERE loaded_at >= $1 AND ((file = $2 AND version = $3) OR run_id IN (SELECT unnest($4)))
                ORDER BY load_id DESC LIMIT 1000
                """,
                DuckDbLoadHistory.LoadOf,
                landed.LandedAt,
                landed.Name.ToString(),
                landed.Version,
                runs.ToArray()),
            cancellationToken);

    public Task<IReadOnlyList<PlacedQuarantine>> ListQuarantineAsync(QuarantineFilter filter, CancellationToken cancellationToken) =>
        store().ReadAsync<IReadOnlyList<PlacedQuarantine>>("reading the quarantine", rental => Quarantine(rental, filter), cancellationToken);

    public Task<IReadOnlyList<LoadSum>> SumLoadsAsync(string? table, DateTimeOffset since, bool byDay, CancellationToken cancellationToken) =>
        store().ReadAsync<IReadOnlyList<LoadSum>>(
            "reading the load history",
            rental => Rows.Read(
                rental,
                $"""
                SELECT time_bucket(INTERVAL '1 {(byDay ? "day" : "hour")}', loaded_at AT TIME ZONE 'UTC') AS span, count(*), sum(rows_loaded)::BIGINT,
                  sum(rows_quarantined)::BIGINT, count(*) FILTER (status = 'LOAD_FAILED')
                FROM weir.load_history WHERE loaded_at >= $1 AND ($2 IS NULL OR lower(table_name) = lower($2)) GROUP BY span ORDER BY span
                """,
                row => new LoadSum(new DateTimeOffset(row.GetDateTime(0), TimeSpan.Zero), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)),
                since,
                table),
            cancellationToken);

    private static List<LoadRecord> Loads(Rental rental, LoadFilter filter, string more)
    {
        var before = Math.Min(filter.Before ?? long.MaxValue, LoadLedger.LastLoadId(rental) + 1);
        var found = new List<LoadRecord>();
        for (var window = FirstWindow; before > 0 && found.Count < filter.Limit; window *= 8)
        {
            var from = Math.Max(0, before - window);
            found.AddRange(Rows.Read(
                rental,
                $"""
                {DuckDbLoadHistory.Loads} WHERE load_id >= $1 AND load_id < $2 AND ($3 IS NULL OR lower(table_name) = lower($3))
                  AND ($4 IS NULL OR status = $4) AND ($5 IS NULL OR contains(lower(file), lower($5))) {more}
                ORDER BY load_id DESC LIMIT $6
                """,
                DuckDbLoadHistory.LoadOf,
                from,
                before,
                filter.Table,
                filter.Status,
                filter.File,
                filter.Limit - found.Count));
            before = from;
        }

        return found;
    }

    private static List<PlacedQuarantine> Quarantine(Rental rental, QuarantineFilter filter)
    {
        rental.Execute("BEGIN TRANSACTION READ ONLY");

        // Each of these loads has a row, the one that was broken off in the middle perhaps none any more: one more than the page holds are enough.
        var loads = filter.Load is { } only
            ? [only]
            : Loads(
                rental,
                new LoadFilter { Table = filter.Table, Before = filter.After is { } after ? after.Load + 1 : null, Limit = filter.Limit + 1 },
                "AND rows_quarantined > 0").Select(load => load.LoadId).ToList();
        return loads.Count == 0
            ? []
            : Rows.Read(
                rental,
                """
                SELECT load_id, table_name, file, line, row_index, column_name, code, reason, raw, quarantined_at, rowid FROM weir.quarantine
                WHERE load_id BETWEEN $1 AND $2 AND ($3 IS NULL OR lower(table_name) = lower($3)) AND (load_id < $4 OR (load_id = $4 AND rowid > $5))
                ORDER BY load_id DESC, rowid LIMIT $6
                """,
                row => new PlacedQuarantine(DuckDbLoadHistory.EntryOf(row), row.GetInt64(10)),
                loads.Min(),
                loads.Max(),
                filter.Table,
                filter.After?.Load ?? long.MaxValue,
                filter.After?.Place ?? -1,
                filter.Limit);
    }
}

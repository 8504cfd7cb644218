namespace Weir.Local.Warehouses.Catalog;

/// <summary>
/// Counts the history of loads and of tests once, and from then on what was added: both only grow, at their end, and a row keeps its
/// place in them.
/// </summary>
internal sealed class LedgerTally
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TableTally> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Table, string Test), long> _tests = [];
    private long _loadsSeen = -1;
    private long _testsSeen = -1;

    /// <summary>The counts as of now, by table, and where each test's last result is.</summary>
    /// <param name="rental">A connection in a transaction, so that nothing is added between two looks.</param>
    public (Dictionary<string, TableTally> Tables, Dictionary<(string Table, string Test), long> Tests) Count(Rental rental)
    {
        lock (_gate)
        {
            CountLoads(rental);
            CountTests(rental);
            return (new(_tables, _tables.Comparer), new(_tests));
        }
    }

    private void CountLoads(Rental rental)
    {
        var added = Rows.Read(
            rental,
            """
            SELECT table_name, count(*), sum(rows_quarantined)::BIGINT, arg_max(rowid, load_id), max(rowid)
            FROM weir.load_history WHERE rowid > $1 GROUP BY table_name
            """,
            row => (Table: row.GetString(0), Loads: row.GetInt64(1), Quarantined: row.GetInt64(2), Last: row.GetInt64(3), Seen: row.GetInt64(4)),
            _loadsSeen);
        foreach (var table in added)
        {
            var before = _tables.GetValueOrDefault(table.Table);
            _tables[table.Table] = new TableTally((before?.Loads ?? 0) + table.Loads, (before?.Quarantined ?? 0) + table.Quarantined, table.Last);
            _loadsSeen = Math.Max(_loadsSeen, table.Seen);
        }
    }

    private void CountTests(Rental rental)
    {
        var added = Rows.Read(
            rental,
            "SELECT table_name, test, max(rowid) FROM weir.test_results WHERE rowid > $1 GROUP BY table_name, test",
            row => (Table: row.GetString(0), Test: row.GetString(1), Last: row.GetInt64(2)),
            _testsSeen);
        foreach (var test in added)
        {
            _tests[(test.Table, test.Test)] = test.Last;
            _testsSeen = Math.Max(_testsSeen, test.Last);
        }
    }
}

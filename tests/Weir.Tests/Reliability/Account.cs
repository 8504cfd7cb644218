using Weir.Local.Warehouses;

namespace Weir.Tests.Reliability;

/// <summary>The driver's own count of what must be in the tables: kept from the contents it made and the words it got, from nothing of Weir's.</summary>
internal sealed class Account
{
    private readonly Dictionary<(string Table, string File, int Put), Expected> _expected = [];
    private readonly Lock _gate = new();

    /// <summary>Rows that must be there, so far.</summary>
    public int CertainRows => _expected.Values.Where(e => e.IsCertain).Sum(e => e.Rows);

    public int MaybeRows => _expected.Values.Where(e => !e.IsCertain).Sum(e => e.Rows);

    /// <summary>Books a content that was put under a name.</summary>
    /// <param name="targets">Where its rows must come to be.</param>
    /// <param name="acknowledged">Whether Weir said yes. If not, it may be there all the same.</param>
    public void Book(IEnumerable<Target> targets, bool acknowledged)
    {
        lock (_gate)
        {
            foreach (var target in targets)
            {
                var key = (target.Table, target.File, target.Put);
                var before = _expected.GetValueOrDefault(key);
                _expected[key] = new Expected(target.Rows, target.Refused, acknowledged || before?.IsCertain == true);
            }
        }
    }

    /// <summary>What is wrong with the rows found; nothing when they are as they must be.</summary>
    /// <param name="found">Table, file and put of every row, each with how many rows were loaded and how many refused.</param>
    public List<string> Differences(IReadOnlyDictionary<(string Table, string File, int Put), (int Rows, int Refused)> found)
    {
        var wrong = new List<string>();
        foreach (var (key, expected) in _expected)
        {
            var there = found.GetValueOrDefault(key);
            if (there == default ? expected.IsCertain : there != (expected.Rows, expected.Refused))
            {
                wrong.Add($"{key}: {there} instead of {(expected.Rows, expected.Refused)}{(expected.IsCertain ? "" : " or nothing")}");
            }
        }

        wrong.AddRange(found.Keys.Where(key => !_expected.ContainsKey(key)).Select(key => $"{key}: never put"));
        return wrong;
    }

    /// <summary>What is in the tables of a project that does not run.</summary>
    public static async Task<IReadOnlyDictionary<(string Table, string File, int Put), (int Rows, int Refused)>> FoundAsync(string folder)
    {
        var found = new Dictionary<(string Table, string File, int Put), (int Rows, int Refused)>();
        using var store = DuckDbStore.Open(Path.Combine(folder, ".weir", "local", "warehouse.db"));
        await using var reader = await new DuckDbQueries(store, []).QueryAsync(
            """
            WITH rows AS (
              SELECT 'lines' AS table_name, * FROM lines UNION ALL SELECT 'raw_lines', * FROM raw_lines),
            counts AS (
              SELECT r.table_name, h.file, put, count(DISTINCT n) AS distinct_rows, count(*) AS all_rows, 0 AS refused
              FROM rows r JOIN weir.load_history h ON h.load_id = r._weir_load_id AND h.table_name = r.table_name GROUP BY ALL
              UNION ALL
              SELECT table_name, file, TRY_CAST(TRY_CAST(raw AS JSON)->>'of' AS INTEGER), 0, 0, count(*) FROM weir.quarantine GROUP BY ALL)
            SELECT table_name, file, put, CAST(sum(all_rows) AS INTEGER), CAST(sum(distinct_rows) AS INTEGER),
              CAST(sum(refused) AS INTEGER) FROM counts GROUP BY ALL
            """,
            default);
        while (await reader.ReadAsync())
        {
            Assert.Equal(reader.GetInt32(3), reader.GetInt32(4));
            found.Add((reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? -1 : reader.GetInt32(2)), (reader.GetInt32(3), reader.GetInt32(5)));
        }

        return found;
    }

    private sealed record Expected(int Rows, int Refused, bool IsCertain);
}

using System.Globalization;

using Weir.Engine.Loads.Reading;

namespace Weir.Local.Checks;

/// <summary>Runs many tests in one reading of the rows: it costs little more than the slowest of them.</summary>
/// <param name="rows">The rows.</param>
/// <param name="rowTests">Tests of each row.</param>
/// <param name="fileTests">Tests of the rows of each file together; they see those that are not sent to the quarantine.</param>
internal sealed class RowScan(TestedRows rows, IReadOnlyList<RowTest> rowTests, IReadOnlyList<FileTest> fileTests)
{
    private const int Samples = 5;

    /// <summary>Whether the row goes to the quarantine.</summary>
    public string Leaves { get; } = rowTests.Any(t => t.Test.Quarantine)
        ? $"({string.Join(" OR ", rowTests.Where(t => t.Test.Quarantine).Select(t => t.Fails))})"
        : "false";

    /// <summary>What there is of each file that has rows; all of them under zero when files do not matter.</summary>
    public IReadOnlyDictionary<long, FileCounts> Run(bool byFile = true)
    {
        // Files are told apart only where there are several: a grouping would cost more than the tests.
        var load = (byFile, rows.Files.Count) switch
        {
            (false, _) => "0",
            (_, 1) => TestedRows.Text(rows.Files.Keys.Single()),
            _ => $"r.{DeclaredShape.LoadId}",
        };
        IEnumerable<string> counted = rowTests.Select((t, i) => $"count(*) FILTER (WHERE f{i}{(t.Test.Quarantine ? "" : " AND NOT leaves")})");
        IEnumerable<string> whole = fileTests.Select(t => t.Fails("NOT r.leaves"));
        IEnumerable<string> flags = rowTests.Select((t, i) => $"{t.Fails} AS f{i}");
        var leaves = rowTests.Select((t, i) => (t, i)).Where(x => x.t.Test.Quarantine).Select(x => $"f{x.i}").DefaultIfEmpty("false");
        var sql =
            $"""
            SELECT {string.Join(", ", [load, "count(*)", "count(*) FILTER (WHERE r.leaves)", .. counted, .. whole])}
            FROM (
                SELECT *, ({string.Join(" OR ", leaves)}) AS leaves
                FROM (SELECT {string.Join(", ", ["r.*", .. flags])} {rows.From}) AS flagged) AS r
            {(load.StartsWith('r') ? $"GROUP BY {load}" : "")}
            """;
        using var command = rows.Rental.Connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var found = new Dictionary<long, FileCounts>();
        while (reader.Read())
        {
            found[Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture)] = new FileCounts(
                reader.GetInt64(1),
                reader.GetInt64(2),
                [.. rowTests.Select((_, i) => reader.GetInt64(3 + i))],
                [.. fileTests.Select((_, i) => reader.GetBoolean(3 + rowTests.Count + i))]);
        }

        return found;
    }

    /// <summary>Some rows that fail a test, the same ones each time, by the load of their file; by zero when files do not matter.</summary>
    public IReadOnlyDictionary<long, IReadOnlyList<string>> SamplesOf(RowTest test, bool byFile = true)
    {
        var load = byFile ? $"r.{DeclaredShape.LoadId}" : "0::BIGINT";
        var fails = test.Test.Quarantine ? test.Fails : $"{test.Fails} AND NOT {Leaves}";
        using var command = rows.Rental.Connection.CreateCommand(
            $"""
            SELECT load, unnest(min(sample, {Samples}))
            FROM (SELECT {load} AS load, {rows.Sample} AS sample {rows.From} AND {fails}) GROUP BY load ORDER BY ALL
            """);
        using var reader = command.ExecuteReader();
        var samples = new Dictionary<long, List<string>>();
        while (reader.Read())
        {
            if (!samples.TryGetValue(reader.GetInt64(0), out var own))
            {
                samples[reader.GetInt64(0)] = own = [];
            }

            own.Add(reader.GetString(1));
        }

        return samples.ToDictionary(s => s.Key, s => (IReadOnlyList<string>)s.Value);
    }
}

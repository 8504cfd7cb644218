using System.Globalization;

using Weir.Checks;
using Weir.DuckDb;
using Weir.Engine.Loads.Reading;

namespace Weir.Local.Checks;

/// <summary>Finds the rows that are not alone with their values, as if files had come one after the other.</summary>
/// <remarks>
/// Of rows with the same values in one file all fail, for none of them came first. Otherwise the row fails whose file came
/// later, unless the earlier one is not published.
/// </remarks>
internal sealed class UniqueTest
{
    private const string Duplicates = "weir_duplicates";
    private const string Failing = "weir_failing";

    private readonly TestedRows _rows;
    private readonly TestDefinition.Unique _test;
    private readonly List<string> _keys;
    private readonly string _names;

    private UniqueTest(TestedRows rows, TestDefinition.Unique test)
    {
        (_rows, _test) = (rows, test);
        _keys = [.. test.Columns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"k{i}"))];
        _names = string.Join(", ", _keys);
    }

    /// <summary>The test as one of rows, when any row fails it.</summary>
    public static RowTest? Of(TestedRows rows, TestDefinition.Unique test)
    {
        if (test.Columns.Any(c => rows.TypeOf(c) is null))
        {
            return null;
        }

        var unique = new UniqueTest(rows, test);
        return unique.FindDuplicates() ? unique.FindFailing() : null;
    }

    private string Staged => Keys(_rows.Table.Merge is null
        ? _rows.From
        : $"""
          FROM {_rows.Relation} AS r WHERE {_rows.Condition}
          QUALIFY row_number() OVER (
            PARTITION BY {string.Join(", ", _rows.Table.Merge.PrimaryKey.Select(_rows.Column))}
            ORDER BY {string.Join(", ", _rows.Table.Merge.DedupSort.Select(_rows.Column).Concat([Load, _rows.Position]).Select(c => $"{c} DESC NULLS LAST"))}) = 1
          """);

    private static string Load => $"r.{DeclaredShape.LoadId}";

    /// <summary>Selects the keys of rows that have all of them.</summary>
    private string Keys(string from) =>
        $"SELECT * FROM (SELECT {string.Join(", ", _test.Columns.Select((c, i) => $"{_rows.Column(c)} AS k{i}"))}, {Load} AS load {from}) WHERE "
        + string.Join(" AND ", _keys.Select(k => $"{k} IS NOT NULL"));

    /// <summary>Collects what is there twice, in most loads nothing: then only the keys are looked at.</summary>
    private bool FindDuplicates()
    {
        var standing = _test.WithinFile || _rows.Staying is null ? null : $"SELECT {_names} FROM ({Keys($"FROM ({_rows.Staying}) AS r")})";
        var same = _test.WithinFile ? $"{_names}, load" : _names;
        var anyTwice = Any($"SELECT 1 FROM ({Staged}) GROUP BY {same} HAVING count(*) > 1");
        var anyStands = standing is not null && Any($"SELECT 1 FROM ({Staged}) AS s SEMI JOIN ({standing}) AS t USING ({_names})");
        if (!anyTwice && !anyStands)
        {
            return false;
        }

        var standingKeys = standing ?? $"SELECT {_names} FROM s WHERE false";
        _rows.Rental.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE {Duplicates} AS
            WITH s AS MATERIALIZED ({Staged}),
              counted AS (SELECT {_names}, load, count(*) AS n FROM s GROUP BY {_names}, load),
              there AS (SELECT DISTINCT {_names}, true AS hit FROM ({standingKeys}) AS t SEMI JOIN s USING ({_names}))
            SELECT {_names}, load, n, stands FROM (
              SELECT *, sum(n) OVER (PARTITION BY {_names}) AS total
              FROM (SELECT {_names}, load, n, coalesce(hit, false) AS stands FROM counted LEFT JOIN there USING ({_names})))
            WHERE stands OR {(_test.WithinFile ? "n" : "total")} > 1
            """);
        return true;
    }

    private RowTest FindFailing()
    {
        var first = (_test.WithinFile, _test) switch
        {
            (true, _) => "NULL",
            (_, { Quarantine: true }) => $"min(load) FILTER (WHERE n = 1 AND NOT stands) OVER (PARTITION BY {_names})",
            (_, { Severity: TestSeverity.Warn }) => $"min(load) OVER (PARTITION BY {_names})",
            _ => $"min(load) FILTER (WHERE load NOT IN ({TestedRows.List([-1, .. FailingLoads()])})) OVER (PARTITION BY {_names})",
        };
        _rows.Rental.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE {Failing} AS
            SELECT {_names}, load FROM (SELECT *, {first} AS first FROM {Duplicates}) WHERE stands OR n > 1 OR coalesce(first < load, false)
            """);
        var same = string.Join(" AND ", _test.Columns.Select((c, i) => $"d.k{i} = {_rows.Column(c)}"));
        return new RowTest(
            _test,
            $"EXISTS (SELECT 1 FROM temp.{Failing} AS d WHERE {same} AND d.load = {Load})",
            _test.Columns.Count == 1 ? _test.Columns[0] : null,
            $"concat({DuckDbLiteral.Quote($"{_test.Name}: another row has the same: ")}, left(concat_ws(', ', {string.Join(", ", _test.Columns.Select(_rows.Column))}), 200))");
    }

    /// <summary>The files that fail one after the other: a file that failed is no reason for a later one to fail.</summary>
    private HashSet<long> FailingLoads()
    {
        var failing = new HashSet<long>(Loads($"SELECT DISTINCT load FROM {Duplicates} WHERE stands OR n > 1"));
        var shared = new List<long[]>();
        var command = _rows.Rental.Connection.CreateCommand(
            $"SELECT DISTINCT string_agg(load, ',' ORDER BY load) FROM {Duplicates} GROUP BY {_names} HAVING count(*) > 1");
        using (command)
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                shared.Add([.. reader.GetString(0).Split(',').Select(load => long.Parse(load, CultureInfo.InvariantCulture))]);
            }
        }

        var sharedBy = shared.SelectMany(loads => loads.Select(load => (load, loads))).ToLookup(x => x.load, x => x.loads);
        foreach (var load in sharedBy.Select(of => of.Key).Order())
        {
            if (sharedBy[load].Any(loads => loads.TakeWhile(other => other < load).Any(other => !failing.Contains(other))))
            {
                failing.Add(load);
            }
        }

        return failing;
    }

    private IEnumerable<long> Loads(string sql)
    {
        using var command = _rows.Rental.Connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return reader.GetInt64(0);
        }
    }

    private bool Any(string sql)
    {
        using var command = _rows.Rental.Connection.CreateCommand($"SELECT 1 FROM ({sql}) LIMIT 1");
        return command.ExecuteScalar() is not null;
    }
}

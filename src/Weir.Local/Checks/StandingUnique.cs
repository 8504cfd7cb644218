using Weir.Checks;
using Weir.DuckDb;
using Weir.Engine.Loads.Reading;

namespace Weir.Local.Checks;

/// <summary>Finds the rows of a table that are not alone in it with their values.</summary>
internal static class StandingUnique
{
    /// <summary>The test as one of rows. Those of a sample are compared with all of the table.</summary>
    public static RowTest Of(StandingRows rows, TestDefinition.Unique test)
    {
        List<string> columns = [.. test.Columns.Select(rows.All.Column)];
        var isThere = string.Join(" AND ", columns.Select(c => $"{c} IS NOT NULL"));
        if (test.WithinFile)
        {
            columns.Add($"r.{DeclaredShape.LoadId}");
        }

        // A row of values is compared as a whole, so that the rows that are there twice are looked up once and not for each row.
        var values = $"struct_pack({string.Join(", ", columns.Select((c, i) => $"k{TestedRows.Text(i)} := {c}"))})";
        var twice = $"SELECT {values} {rows.All.From} AND {isThere} GROUP BY {string.Join(", ", columns)} HAVING count(*) > 1";
        return new RowTest(
            test,
            test.Columns.Any(c => rows.All.TypeOf(c) is null) ? "false" : $"coalesce({values} IN ({twice}), false)",
            test.Columns.Count == 1 ? test.Columns[0] : null,
            DuckDbLiteral.Quote($"{test.Name}: another row has the same"));
    }
}

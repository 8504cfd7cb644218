using System.Globalization;
using System.Text.Json;

using Weir.DuckDb;
using Weir.Engine.Warehouses;

namespace Weir.Local.Warehouses.Diffs;

/// <summary>Compares the rows of a table with those that would be in their place.</summary>
internal sealed class TableDiff
{
    private const int Samples = 5;
    private const int LongestSample = 300;
    private const string Own = "_weir_";
    private const string Differing = "temp.weir_differing";

    private readonly Rental _rental;
    private readonly string _table;
    private readonly List<string> _columns;
    private readonly IReadOnlyList<string> _keys;

    /// <param name="rental">The connection.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="key">The columns that tell rows apart; none when rows are compared as a whole.</param>
    public TableDiff(Rental rental, string table, IEnumerable<string> key)
    {
        (_rental, _table) = (rental, table);
        _columns = [.. ShapeKeeper.Describe(rental, table)!.Columns.Select(c => c.Name).Where(name => !name.StartsWith(Own, StringComparison.OrdinalIgnoreCase))];
        _keys = [.. key];
    }

    /// <param name="before">What holds the rows that are there; none when none are.</param>
    /// <param name="after">What holds those that would be; none when none would.</param>
    public RowDiff Of(string? before, string? after)
    {
        _rental.Execute($"CREATE OR REPLACE TEMP TABLE weir_differing AS {(_keys.Count > 0 ? ByKey(before!, after!) : AsAWhole(before, after))}");
        var (added, changed, removed) = Count();
        return new RowDiff(
            _table.StartsWith("main.", StringComparison.OrdinalIgnoreCase) ? _table["main.".Length..] : _table, added, changed, removed, [.. Some()]);
    }

    private (long Added, long Changed, long Removed) Count()
    {
        using var command = _rental.Connection.CreateCommand(
            $"SELECT count(*) FILTER (WHERE change = 'added'), count(*) FILTER (WHERE change = 'changed'), count(*) FILTER (WHERE change = 'removed') FROM {Differing}");
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    private static string Quote(string name) => DuckDbIdentifier.Quote(name);

    private static string Packed(IEnumerable<string> columns, string row)
    {
        var fields = string.Join(", ", columns.Select(c => $"{Quote(c)} := {row}.{Quote(c)}"));
        return fields.Length == 0 ? "struct_pack(_ := 0)" : $"struct_pack({fields})";
    }

    private string ByKey(string before, string after)
    {
        var others = _columns.Except(_keys, StringComparer.OrdinalIgnoreCase).Select(c => $"o.{Quote(c)} IS DISTINCT FROM n.{Quote(c)}").DefaultIfEmpty("false");
        return $"""
            SELECT CASE WHEN o.there IS NULL THEN 'added' WHEN n.there IS NULL THEN 'removed' ELSE 'changed' END AS change,
                CASE WHEN o.there THEN {Packed(_keys, "o")} ELSE {Packed(_keys, "n")} END AS found_by,
                {Packed(_columns, "o")} AS old, {Packed(_columns, "n")} AS new
            FROM (SELECT *, true AS there FROM {before}) AS o FULL JOIN (SELECT *, true AS there FROM {after}) AS n
                ON {string.Join(" AND ", _keys.Select(c => $"o.{Quote(c)} = n.{Quote(c)}"))}
            WHERE o.there IS NULL OR n.there IS NULL OR {string.Join(" OR ", others)}
            """;
    }

    private string AsAWhole(string? before, string? after)
    {
        var columns = _columns.Count == 0 ? "0 AS _" : string.Join(", ", _columns.Select(Quote));
        string Only(string change, string? one, string? other)
        {
            var rows = one is null ? $"SELECT {columns} FROM {other} WHERE false" : $"SELECT {columns} FROM {one}";
            var rest = one is null || other is null ? "" : $" EXCEPT ALL SELECT {columns} FROM {other}";
            return $"SELECT '{change}' AS change, {Packed(_columns, "r")} AS found_by, NULL AS old, NULL AS new FROM ({rows}{rest}) AS r";
        }

        return $"{Only("added", after, before)} UNION ALL {Only("removed", before, after)}";
    }

    private IEnumerable<RowChange> Some()
    {
        using var command = _rental.Connection.CreateCommand(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT change, to_json(found_by)::VARCHAR AS found_by, to_json(old)::VARCHAR, to_json(new)::VARCHAR FROM (
                SELECT * FROM {Differing} QUALIFY row_number() OVER (PARTITION BY change ORDER BY found_by) <= {Samples})
            ORDER BY change, found_by
            """));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var (change, row) = (reader.GetString(0), reader.GetString(1));
            yield return new RowChange(change, Short(row), change == "changed" ? Cells(reader.GetString(2), reader.GetString(3)) : []);
        }
    }

    private static List<CellChange> Cells(string old, string replacement)
    {
        using var before = JsonDocument.Parse(old);
        using var after = JsonDocument.Parse(replacement);
        return
        [
            .. before.RootElement.EnumerateObject()
                .Zip(after.RootElement.EnumerateObject(), (o, n) => new CellChange(o.Name, Short(o.Value.GetRawText()), Short(n.Value.GetRawText())))
                .Where(cell => cell.Old != cell.New),
        ];
    }

    private static string Short(string text) => text.Length <= LongestSample ? text : text[..(LongestSample - 1)] + "…";
}

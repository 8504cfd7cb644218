using System.Globalization;

using Weir.DuckDb;
using Weir.Engine.Loads.Reading;
using Weir.Local.Warehouses;

namespace Weir.Local.Checks;

/// <summary>Takes staged rows away that are not to be published, and keeps them where people look for them.</summary>
/// <param name="rows">The staged rows.</param>
/// <param name="now">When they are taken away.</param>
internal sealed class RowRemoval(TestedRows rows, DateTimeOffset now)
{
    private const string FailsATest = "WEIR6201";

    /// <summary>Sends rows that fail to the quarantine, each once, with the first test that it fails.</summary>
    /// <param name="tests">The tests that send rows there.</param>
    /// <param name="leaves">Whether the row goes there.</param>
    /// <param name="loads">The loads that have such rows.</param>
    public void Quarantine(IReadOnlyList<RowTest> tests, string leaves, IReadOnlyCollection<long> loads)
    {
        var among = $"r.{DeclaredShape.LoadId} IN ({TestedRows.List(loads)})";
        rows.Rental.Execute(
            $"""
            INSERT INTO {SystemTables.Quarantine.Table} (load_id, table_name, file, row_index, column_name, code, reason, raw, quarantined_at)
            SELECT r.{DeclaredShape.LoadId}, {DuckDbLiteral.Quote(rows.Table.Name)}, f.file, {rows.Position},
              {Choose(tests, t => t.Column is null ? "NULL" : DuckDbLiteral.Quote(t.Column))}, '{FailsATest}', {Choose(tests, t => t.Reason)},
              {rows.Raw}, make_timestamptz({Microseconds(now)})
            FROM {rows.Relation} AS r JOIN {FilesOf(loads)} ON f.load_id = r.{DeclaredShape.LoadId}
            WHERE {rows.Condition} AND {among} AND {leaves}
            """);
        rows.Rental.Execute($"DELETE FROM {rows.Relation} AS r WHERE {rows.Condition} AND {among} AND {leaves}");
        RemoveOrphans(loads);
    }

    /// <summary>Takes away all rows of files.</summary>
    public void Fail(IReadOnlyCollection<long> loads)
    {
        rows.Rental.Execute(
            $"""
            INSERT INTO {SystemTables.FailedRows.Table} (load_id, table_name, file, row)
            SELECT r.{DeclaredShape.LoadId}, {DuckDbLiteral.Quote(rows.Table.Name)}, f.file, {rows.Json}
            FROM {rows.Relation} AS r JOIN {FilesOf(loads)} ON f.load_id = r.{DeclaredShape.LoadId}
            """);
        IReadOnlyList<string> all = rows.IsApart && rows.Table.Columns is not null ? [] : Standing.TablesOf(rows.Rental, rows.Table.Name);
        foreach (var table in rows.IsApart ? all.OrderBy(name => name.Length).Skip(1).Prepend(rows.Relation) : all)
        {
            rows.Rental.Execute($"DELETE FROM {table} WHERE {DeclaredShape.LoadId} IN ({TestedRows.List(loads)})");
        }
    }

    /// <summary>Takes the rows of child tables away whose parents went, those of the nearest first.</summary>
    private void RemoveOrphans(IReadOnlyCollection<long> loads)
    {
        if (rows.Table.Columns is not null)
        {
            return;
        }

        var tables = Standing.TablesOf(rows.Rental, rows.Table.Name).OrderBy(name => name.Length).ToList();
        foreach (var child in tables.Skip(1))
        {
            var parents = tables
                .Where(t => child.StartsWith($"{t.TrimEnd('"')}__", StringComparison.OrdinalIgnoreCase))
                .Select(t => $"SELECT _weir_id FROM {(t == tables[0] ? rows.Relation : t)} WHERE {DeclaredShape.LoadId} IN ({TestedRows.List(loads)})");
            rows.Rental.Execute(
                $"""
                DELETE FROM {child} WHERE {DeclaredShape.LoadId} IN ({TestedRows.List(loads)})
                  AND _weir_parent_id NOT IN ({string.Join(" UNION ALL ", parents)})
                """);
        }
    }

    private static string Choose(IReadOnlyList<RowTest> tests, Func<RowTest, string> text) =>
        $"CASE {string.Join(" ", tests.Select(t => $"WHEN {t.Fails} THEN {text(t)}"))} END";

    private static string Microseconds(DateTimeOffset moment) =>
        ((moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);

    private string FilesOf(IEnumerable<long> loads)
    {
        var values = loads.Select(load => $"({TestedRows.Text(load)}, {DuckDbLiteral.Quote(rows.Files[load])})");
        return $"(VALUES {string.Join(", ", values)}) AS f(load_id, file)";
    }
}

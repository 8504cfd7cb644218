using System.Globalization;

using Weir.DuckDb;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>
/// Rows that take the place of those with the same key. They wait in a table of their own; when they are published, the newest
/// of each key goes on, unless what stands in the table, or what removed it from there, is newer still.
/// </summary>
/// <remarks>
/// Files mostly come in the order in which they landed: then every staged row is newer than every row of the table, and
/// nothing needs to be compared but what <c>dedup_sort</c> names. Only for a file that comes late are landings looked up.
/// </remarks>
internal sealed class MergedRows
{
    /// <summary>Where the rows wait. It is the connection's own, and goes with it.</summary>
    public const string Stage = "temp.weir_staged";

    private readonly Rental _rental;
    private readonly MergeDefinition _merge;
    private readonly TableShape _shape;
    private readonly string _target;
    private readonly string? _removed;

    private MergedRows(Rental rental, TableShape shape, MergeDefinition merge)
    {
        (_rental, _shape, _merge) = (rental, shape, merge);
        _target = TableName.Quote(shape.Table);
        _removed = merge.HardDelete is null ? null : TableName.Quote(RemovedOf(shape.Table));
    }

    /// <summary>Brings the table into shape and makes the stage, within the open transaction.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="staged">The columns of the rows, with their place in the file.</param>
    /// <param name="merge">How they find the rows that they replace.</param>
    /// <returns>The rows, and what was changed about the table.</returns>
    public static (MergedRows Rows, IReadOnlyList<ShapeChange> Changes) Prepare(Rental rental, TableShape staged, MergeDefinition merge)
    {
        var shape = staged with { Columns = [.. staged.Columns.Where(c => c.Name != DeclaredShape.Position)] };
        var changes = ShapeKeeper.Ensure(rental, shape);
        if (merge.HardDelete is not null)
        {
            ShapeKeeper.Ensure(rental, new TableShape(RemovedOf(shape.Table), [.. shape.Columns.Where(c => IsRemembered(merge, c.Name))]));
        }

        rental.Execute(
            $"CREATE OR REPLACE TEMP TABLE weir_staged ({Listed(staged.Columns, c => $"{Quote(c.Name)} {ColumnTypes.SqlOf(c.Type)}")})");
        CheckCondition(rental, merge, shape.Table);
        return (new MergedRows(rental, shape, merge), changes);
    }

    /// <summary>Puts the rows in their places, after the history of their files.</summary>
    public void Publish(IReadOnlyList<LoadRecord> records, CancellationToken cancellationToken)
    {
        var isLate = MergedTables.IsLate(_rental, _shape.Table, records);
        foreach (var step in Steps(isLate))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _rental.Execute(step);
        }

        MergedTables.Note(_rental, _shape.Table, records);
    }

    /// <summary>What is written where a condition belongs must not end the statement and begin another.</summary>
    private static void CheckCondition(Rental rental, MergeDefinition merge, string table)
    {
        if (merge.HardDelete is not { } condition)
        {
            return;
        }

        string? why = null;
        try
        {
            using var alone = rental.Connection.CreateCommand($"SELECT coalesce(({condition}\n), false) FROM {Stage} LIMIT 0");
            why = alone.IsQuery() ? null : "it ends the statement and begins another";
        }
        catch (DuckDbException error) when (rental.Translate(error, table) is RefusedException)
        {
            why = error.Message;
        }

        if (why is not null)
        {
            throw new RefusedException(new Failure(
                "WEIR6023", $"'hard_delete' of table {table} is no condition over its columns: {why}", "Write one condition, such as: deleted."));
        }
    }

    private static string Quote(string name) => DuckDbIdentifier.Quote(name);

    private static string Listed<T>(IEnumerable<T> items, Func<T, string> text) => string.Join(", ", items.Select(text));

    /// <summary>The rows that were removed are remembered: an older one of the same key that comes late stays out.</summary>
    private static string RemovedOf(string table)
    {
        var (schema, name) = TableName.Split(table);
        return $"weir.removed from {schema}.{name}";
    }

    private static bool IsRemembered(MergeDefinition merge, string column) => column == DeclaredShape.LoadId
        || merge.PrimaryKey.Concat(merge.DedupSort).Contains(column, StringComparer.OrdinalIgnoreCase);

    private IEnumerable<string> Steps(bool isLate)
    {
        if (HasSameKeys())
        {
            yield return DropAllButNewest;
        }

        if (isLate || _merge.DedupSort.Count > 0)
        {
            yield return DropOlderThan(_target, isLate);
            if (_removed is not null)
            {
                yield return DropOlderThan(_removed, isLate);
            }
        }

        yield return Clear(_target);
        yield return Take(_target, _shape.Columns, _merge.HardDelete is { } removes ? $"NOT coalesce(({removes}\n), false)" : "true");
        if (_removed is not null)
        {
            yield return Clear(_removed);
            yield return Take(_removed, _shape.Columns.Where(c => IsRemembered(_merge, c.Name)), $"coalesce(({_merge.HardDelete}\n), false)");
        }
    }

    private bool HasSameKeys()
    {
        using var command = _rental.Connection.CreateCommand(
            $"SELECT (SELECT count(*) FROM {Stage}) - (SELECT count(*) FROM (SELECT DISTINCT {Listed(_merge.PrimaryKey, Quote)} FROM {Stage}))");
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) > 0;
    }

    private string DropAllButNewest =>
        $"""
        DELETE FROM {Stage} WHERE rowid IN (
            SELECT rowid FROM {Stage}
            QUALIFY row_number() OVER (
                PARTITION BY {Listed(_merge.PrimaryKey, Quote)}
                ORDER BY {Listed([.. _merge.DedupSort, DeclaredShape.LoadId, DeclaredShape.Position], c => $"{Quote(c)} DESC NULLS LAST")}) > 1)
        """;

    private string SameKey => string.Join(" AND ", _merge.PrimaryKey.Select(c => $"staged.{Quote(c)} = standing.{Quote(c)}"));

    /// <summary>Drops staged rows that are older than the rows of another table with the same keys.</summary>
    private string DropOlderThan(string table, bool isLate) => isLate
        ? $"""
          DELETE FROM {Stage} AS staged USING {table} AS standing, weir.load_history AS load, weir.load_history AS last
          WHERE {SameKey} AND load.load_id = staged._weir_load_id AND last.load_id = standing._weir_load_id
            AND {Age("staged", "load.version")} < {Age("standing", "last.version")}
          """
        : $"""
          DELETE FROM {Stage} AS staged USING {table} AS standing
          WHERE {SameKey} AND {Age("staged", "true")} < {Age("standing", "true")}
          """;

    /// <summary>What rows of one key are compared by; a missing value is the least.</summary>
    private string Age(string row, string landing) =>
        $"row({string.Concat(_merge.DedupSort.Select(c => $"{row}.{Quote(c)} IS NOT NULL, {row}.{Quote(c)}, "))}{landing})";

    private string Clear(string table) => $"DELETE FROM {table} AS standing USING {Stage} AS staged WHERE {SameKey}";

    private static string Take(string table, IEnumerable<ShapeColumn> columns, string condition)
    {
        var names = Listed(columns, c => Quote(c.Name));
        return $"INSERT INTO {table} ({names}) SELECT {names} FROM {Stage} WHERE {condition}";
    }
}

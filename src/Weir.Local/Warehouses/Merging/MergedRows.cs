using Weir.DuckDb;
using Weir.Engine.Loads.Inference;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Loads;
using Weir.Local.Lake;
using Weir.Tables;

namespace Weir.Local.Warehouses.Merging;

/// <summary>
/// Rows that take the place of those with the same key. They wait in a table of their own; when they are published, the newest
/// of each key goes on, unless what stands in the table, or what removed it from there, is newer still.
/// </summary>
/// <remarks>
/// Files mostly come in the order in which they landed: then every staged row is newer than every row of the table, and
/// nothing needs to be compared but what <c>dedup_sort</c> names. Only for a file that comes late are landings looked up.
/// </remarks>
internal sealed class MergedRows : IReplacingRows
{
    private const string Stage = MergeStage.Name;

    private readonly Rental _rental;
    private readonly MergeDefinition _merge;
    private readonly TableShape _shape;
    private readonly TableShape _standing;
    private readonly string _target;
    private readonly string? _removed;
    private readonly KeptRows _kept;
    private readonly MergedChildren _children;
    private readonly LakeLoad? _lake;

    private MergedRows(Rental rental, TableShape shape, TableShape standing, MergeDefinition merge, LakeLoad? lake = null)
    {
        _lake = lake;
        (_rental, _shape, _standing, _merge) = (rental, shape, standing, merge);
        _children = MergedChildren.Of(rental, standing);
        _kept = new KeptRows(rental, standing, merge, _children);
        _target = TableName.Quote(shape.Table);
        _removed = merge.HardDelete is null ? null : TableName.Quote(MergedTables.RemovedFrom(shape.Table));
    }

    /// <summary>Brings the table into shape and makes the stage, within the open transaction.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="staged">The columns of the rows, with their place in the file.</param>
    /// <param name="merge">How they find the rows that they replace.</param>
    /// <param name="lake">What writes the rows when the table is files, and has it in shape already; none otherwise.</param>
    /// <returns>The rows, and what was changed about the table.</returns>
    public static (IReplacingRows Rows, IReadOnlyList<ShapeChange> Changes) Prepare(
        Rental rental, TableShape staged, MergeDefinition merge, LakeLoad? lake)
    {
        var shape = MergeStage.ShapeOf(staged);
        var changes = lake is null ? ShapeKeeper.Ensure(rental, shape) : [];
        if (merge.HardDelete is not null)
        {
            ShapeKeeper.Ensure(rental, new TableShape(MergedTables.RemovedFrom(shape.Table), [.. shape.Columns.Where(c => IsRemembered(merge, c.Name))]));
        }

        MergeStage.Make(rental, staged, merge);

        // Columns that the project does not declare any more are kept, too.
        var rows = new MergedRows(rental, shape, ShapeKeeper.Describe(rental, shape.Table)!, merge, lake);
        rows._kept.Ensure();
        return (rows, changes);
    }

    /// <summary>Takes a load out of a table; what it took the place of comes back.</summary>
    /// <returns>How many rows of the load stood in the table.</returns>
    /// <param name="rental">The connection.</param>
    /// <param name="table">The table.</param>
    /// <param name="target">What has its rows, quoted: those of the load at the least.</param>
    /// <param name="merge">How they found the rows that they replaced.</param>
    /// <param name="load">The load.</param>
    public static long TakeOut(Rental rental, string table, string target, MergeDefinition merge, long load)
    {
        var shape = ShapeKeeper.Describe(rental, table)!;
        var known = MergedShape.Known(merge, shape.Columns.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase));
        var rows = new MergedRows(rental, shape, shape, known);
        return rows._kept.TakeOut(load, target, rows._removed is { } removed ? (removed, rows.Remembered) : null);
    }

    /// <summary>Puts the rows in their places, after the history of their files.</summary>
    public void Publish(IReadOnlyList<LoadRecord> records, CancellationToken cancellationToken)
    {
        _children.Begin();
        _kept.Begin(records, Count(Stage));
        var target = _lake is null ? _target : $"({_lake.Near(Stage, _merge)})";
        Drop(target, MergedTables.IsLate(_rental, _shape.Table, records), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        _kept.Keep(_standing.Columns, "standing", "false", $"FROM {target} AS standing SEMI JOIN {Stage} AS staged ON {SameKey}");
        _children.Leave($"SELECT standing.{FlatTable.Id} FROM {target} AS standing SEMI JOIN {Stage} AS staged ON {SameKey}");
        LeaveStage(MergeStage.Removes(_merge));
        if (_lake is null)
        {
            Clear(_target);
            Take(_target, _shape.Columns, $"NOT {MergeStage.Removes(_merge)}");
        }
        else
        {
            _lake.Merge(Stage, _shape, _merge, SameKey, $"NOT {MergeStage.Removes(_merge)}");
        }

        if (_removed is not null)
        {
            _kept.Keep(Remembered, "standing", "true", $"FROM {_removed} AS standing SEMI JOIN {Stage} AS staged ON {SameKey}");
            Clear(_removed);
            Take(_removed, Remembered, MergeStage.Removes(_merge));
        }

        _kept.KeepChildren();
        MergedTables.Note(_rental, _shape.Table, records);
    }

    private IEnumerable<ShapeColumn> Remembered => _shape.Columns.Where(c => IsRemembered(_merge, c.Name));

    private string SameKey => string.Join(" AND ", _merge.PrimaryKey.Select(c => $"staged.{Quote(c)} = standing.{Quote(c)}"));

    private static string Quote(string name) => DuckDbIdentifier.Quote(name);

    private static string Listed<T>(IEnumerable<T> items, Func<T, string> text) => string.Join(", ", items.Select(text));

    private static bool IsRemembered(MergeDefinition merge, string column) => column == DeclaredShape.LoadId
        || merge.PrimaryKey.Concat(merge.DedupSort).Contains(column, StringComparer.OrdinalIgnoreCase);

    /// <summary>Drops staged rows that are not the newest of their keys.</summary>
    private void Drop(string target, bool isLate, CancellationToken cancellationToken)
    {
        if (HasSameKeys())
        {
            var newest = string.Concat(_merge.DedupSort.Select(c => $"{Quote(c)} DESC NULLS LAST, "));
            var keys = Listed(_merge.PrimaryKey, Quote);
            DropThose($"""
                SELECT rowid AS place, row_number() OVER (
                    PARTITION BY {keys}, {DeclaredShape.LoadId} ORDER BY {newest}{DeclaredShape.Position} DESC) = 1 AS counts
                FROM {Stage}
                QUALIFY row_number() OVER (
                    PARTITION BY {keys} ORDER BY {newest}{DeclaredShape.LoadId} DESC, {DeclaredShape.Position} DESC) > 1
                """);
        }

        if (isLate || _merge.DedupSort.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            DropThose(OlderThan(target, isLate));
            if (_removed is not null)
            {
                DropThose(OlderThan(_removed, isLate));
            }
        }
    }

    /// <param name="which">Selects their places in the stage, and whether each is the newest of its load.</param>
    private void DropThose(string which)
    {
        _rental.Execute($"CREATE OR REPLACE TEMP TABLE weir_dropped AS {which}");
        _kept.Keep(
            _shape.Columns, "staged", MergeStage.Removes(_merge), $"FROM {Stage} AS staged WHERE rowid IN (SELECT place FROM temp.weir_dropped WHERE counts)");
        LeaveStage("rowid IN (SELECT place FROM temp.weir_dropped)");
        _rental.Execute($"DELETE FROM {Stage} WHERE rowid IN (SELECT place FROM temp.weir_dropped)");
    }

    private bool HasSameKeys() => Count(Stage) > Count($"(SELECT DISTINCT {Listed(_merge.PrimaryKey, Quote)} FROM {Stage})");

    /// <summary>The children of some staged rows leave. Those with declared columns bring none, though the rows that they replace may have some.</summary>
    private void LeaveStage(string condition)
    {
        if (ShapePlan.Find(_shape, FlatTable.Id) is not null)
        {
            _children.Leave($"SELECT {FlatTable.Id} FROM {Stage} WHERE {condition}");
        }
    }

    private long Count(string rows) => _rental.Number($"SELECT count(*) FROM {rows}");

    /// <summary>Selects the staged rows that are older than the rows of another table with the same keys.</summary>
    private string OlderThan(string table, bool isLate) => isLate
        ? $"""
          SELECT staged.rowid AS place, true AS counts
          FROM {Stage} AS staged JOIN {table} AS standing ON {SameKey}
          JOIN weir.load_history AS load ON load.load_id = staged._weir_load_id
          JOIN weir.load_history AS last ON last.load_id = standing._weir_load_id
          WHERE {Age("staged", "load.version")} < {Age("standing", "last.version")}
          """
        : $"""
          SELECT staged.rowid AS place, true AS counts FROM {Stage} AS staged JOIN {table} AS standing ON {SameKey}
          WHERE {Age("staged", "true")} < {Age("standing", "true")}
          """;

    /// <summary>What rows of one key are compared by; a missing value is the least.</summary>
    private string Age(string row, string landing) =>
        $"row({string.Concat(_merge.DedupSort.Select(c => $"{row}.{Quote(c)} IS NOT NULL, {row}.{Quote(c)}, "))}{landing})";

    private void Clear(string table) => _rental.Execute($"DELETE FROM {table} AS standing USING {Stage} AS staged WHERE {SameKey}");

    private void Take(string table, IEnumerable<ShapeColumn> columns, string condition)
    {
        var names = Listed(columns, c => Quote(c.Name));
        _rental.Execute($"INSERT INTO {table} ({names}) SELECT {names} FROM {Stage} WHERE {condition}");
    }
}

using Weir.DuckDb;
using Weir.Engine.Loads.Inference;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Local.Warehouses.Merging;

/// <summary>
/// The rows of child tables, which follow those of the records: they stand while the row that they belong to does, and are kept
/// while that is kept.
/// </summary>
/// <remarks>
/// Rows are known by where they stand in their file, so a row that replaces another is another one, and brings children of its own.
/// New children are in their tables from the beginning; those of rows that do not stay leave again.
/// </remarks>
internal sealed class MergedChildren
{
    private const string KeptAt = "_weir_kept_at";
    private const string Leaving = "temp.weir_leaving";

    private readonly Rental _rental;
    private readonly Lazy<IReadOnlyList<string>> _names;

    // A load makes tables of children that are new.
    private MergedChildren(Rental rental, TableShape table) => (_rental, _names) = (rental, new Lazy<IReadOnlyList<string>>(() => NamesOf(rental, table)));

    /// <summary>The child tables of a table. One with declared columns has none.</summary>
    public static MergedChildren Of(Rental rental, TableShape table) => new(rental, table);

    /// <summary>Puts the rows of child tables that belong to some rows, at any depth, into tables of their own.</summary>
    /// <param name="ids">Selects the ids of those rows.</param>
    /// <param name="name">The beginning of the tables' names.</param>
    /// <returns>Each child table, and what has the rows, quoted.</returns>
    public IReadOnlyList<(string Table, string Rows)> Copy(string ids, string name)
    {
        if (Tables.Count == 0)
        {
            return [];
        }

        var copies = new List<(string, string)>();
        Collect(ids);
        foreach (var (index, child) in Tables.Index())
        {
            var copy = FormattableString.Invariant($"{name}_{index}");
            _rental.Execute($"CREATE OR REPLACE TEMP TABLE {copy} AS SELECT * FROM {TableName.Quote(child)} WHERE {IsLeaving}");
            _rental.Execute($"INSERT INTO {Leaving} SELECT {FlatTable.Id} FROM temp.{copy}");
            copies.Add((child, $"temp.{copy}"));
        }

        return copies;
    }

    /// <summary>Begins a load, or the undoing of one.</summary>
    public void Begin() => Collect($"SELECT NULL::UUID AS {FlatTable.Id} WHERE false");

    /// <summary>Notes that rows leave their table, or do not come into it.</summary>
    /// <param name="ids">Selects their ids.</param>
    public void Leave(string ids)
    {
        if (Tables.Count > 0)
        {
            _rental.Execute($"INSERT INTO {Leaving} {ids}");
        }
    }

    /// <summary>Has the rows leave that belong to rows which left.</summary>
    /// <param name="keptAt">When they are kept; none when they are not.</param>
    public void Follow(DateTimeOffset? keptAt)
    {
        foreach (var child in Tables)
        {
            if (keptAt is { } now)
            {
                var shape = ShapeKeeper.Describe(_rental, child)!;
                ShapeKeeper.Ensure(_rental, new TableShape(MergedTables.KeptFrom(child), [.. shape.Columns, new(KeptAt, new(ColumnKind.TimestampTz))]));
                _rental.Execute(
                    $"""
                    INSERT INTO {Kept(child)} ({ColumnsOf(shape)}, {KeptAt})
                    SELECT {ColumnsOf(shape)}, $1 FROM {TableName.Quote(child)} WHERE {IsLeaving}
                    """,
                    now);
            }

            _rental.Execute($"INSERT INTO {Leaving} SELECT {FlatTable.Id} FROM {TableName.Quote(child)} WHERE {IsLeaving}");
            _rental.Execute($"DELETE FROM {TableName.Quote(child)} WHERE {IsLeaving}");
        }
    }

    /// <summary>Has rows go that were kept since before a moment; all of them when that is null.</summary>
    public void Forget(DateTimeOffset? before)
    {
        foreach (var child in Tables.Where(HasKept))
        {
            _rental.Execute($"DELETE FROM {Kept(child)} WHERE coalesce({KeptAt} < $1, true)", before);
        }
    }

    /// <summary>Takes the rows of a load out, and brings those back that belong to rows which come back.</summary>
    /// <param name="load">The load.</param>
    /// <param name="back">Selects the ids of the rows that come back.</param>
    /// <returns>How many rows of the load stood in the child tables.</returns>
    public long TakeOut(long load, string back)
    {
        if (Tables.Count == 0)
        {
            return 0;
        }

        var rows = 0L;
        Collect(back);
        foreach (var child in Tables)
        {
            var table = TableName.Quote(child);
            rows += _rental.Execute($"DELETE FROM {table} WHERE {DeclaredShape.LoadId} = $1", load);
            if (!HasKept(child))
            {
                continue;
            }

            var columns = ColumnsOf(ShapeKeeper.Describe(_rental, child)!);
            _rental.Execute($"DELETE FROM {Kept(child)} WHERE {DeclaredShape.LoadId} = $1", load);
            _rental.Execute($"INSERT INTO {table} ({columns}) SELECT {columns} FROM {Kept(child)} WHERE {IsLeaving}");
            _rental.Execute($"INSERT INTO {Leaving} SELECT {FlatTable.Id} FROM {Kept(child)} WHERE {IsLeaving}");
            _rental.Execute($"DELETE FROM {Kept(child)} WHERE {IsLeaving}");
        }

        return rows;
    }

    private static string IsLeaving => $"{FlatTable.ParentId} IN (SELECT {FlatTable.Id} FROM {Leaving})";

    private static string Kept(string child) => TableName.Quote(MergedTables.KeptFrom(child));

    private static string ColumnsOf(TableShape shape) => string.Join(", ", shape.Columns.Select(c => DuckDbIdentifier.Quote(c.Name)));

    /// <summary>Those of the records first, then those of their children.</summary>
    private static IReadOnlyList<string> NamesOf(Rental rental, TableShape table) => ShapePlan.Find(table, FlatTable.Id) is null
        ? []
        : [.. Standing.NamesOf(rental, table.Table).OrderBy(name => name.Length).Skip(1)];

    private IReadOnlyList<string> Tables => _names.Value;

    private void Collect(string ids)
    {
        if (Tables.Count > 0)
        {
            _rental.Execute($"CREATE OR REPLACE TEMP TABLE weir_leaving AS {ids}");
        }
    }

    private bool HasKept(string child) => ShapeKeeper.Describe(_rental, MergedTables.KeptFrom(child)) is not null;
}

using Weir.DuckDb;
using Weir.Engine.Loads.Inference;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Local.Warehouses.Merging;

/// <summary>Keeps for a time the rows of a merged table that others took the place of, so that those can be unloaded.</summary>
/// <remarks>
/// Of every key and every load it has the newest row, unless that one stands in the table or removed it: with those, whatever
/// load goes, the newest of the rest can take its place. Rows that were replaced before a load was published say nothing about
/// it, which is why they may go once no load that old can be unloaded any more.
/// </remarks>
/// <param name="rental">The connection.</param>
/// <param name="shape">The table as it stands.</param>
/// <param name="merge">How its rows replace one another.</param>
/// <param name="children">The rows of its child tables.</param>
internal sealed class KeptRows(Rental rental, TableShape shape, MergeDefinition merge, MergedChildren children)
{
    private const string Removes = "_weir_removes";
    private const string KeptAt = "_weir_kept_at";

    private readonly TimeSpan _undoFor = merge.UndoFor ?? MergeDefinition.UsualUndoFor;
    private DateTimeOffset _now;
    private bool _areKept;

    /// <summary>The table that has them, quoted.</summary>
    public string Table { get; } = TableName.Quote(MergedTables.KeptFrom(shape.Table));

    private string Columns => string.Join(", ", shape.Columns.Select(c => DuckDbIdentifier.Quote(c.Name)));

    /// <summary>Brings the table that has them into shape.</summary>
    public void Ensure() => ShapeKeeper.Ensure(rental, new TableShape(
        MergedTables.KeptFrom(shape.Table), [.. shape.Columns, new(Removes, new(ColumnKind.Boolean)), new(KeptAt, new(ColumnKind.TimestampTz))]));

    /// <summary>Begins a load: notes since when rows are kept, and lets those go that were kept for long enough.</summary>
    /// <param name="records">What became of its files.</param>
    /// <param name="rows">How many rows it has.</param>
    public void Begin(IReadOnlyList<LoadRecord> records, long rows)
    {
        _now = records.Max(r => r.LoadedAt);
        _areKept = _undoFor > TimeSpan.Zero && (merge.UndoFor is not null || rows <= MergeDefinition.UsualUndoRows);
        var (since, oldest) = (Since(rental, shape.Table), _now - _undoFor);
        if (!_areKept)
        {
            if (since is not null)
            {
                rental.Execute($"DELETE FROM {Table}");
                children.Forget(null);
                Note(null);
            }
        }
        else if (since is null)
        {
            Note(records.Min(r => r.LoadedAt));
        }
        else if (since < oldest - (_undoFor / 10))
        {
            rental.Execute($"DELETE FROM {Table} WHERE {KeptAt} < $1", oldest);
            children.Forget(oldest);
            Note(oldest);
        }
    }

    /// <summary>Keeps rows.</summary>
    /// <param name="columns">The columns that they have.</param>
    /// <param name="row">What a row is called in the query.</param>
    /// <param name="removes">Whether a row removes the one of its key, as SQL.</param>
    /// <param name="from">Where they come from, to follow SELECT and columns.</param>
    public void Keep(IEnumerable<ShapeColumn> columns, string row, string removes, string from)
    {
        if (_areKept)
        {
            IReadOnlyList<string> names = [.. columns.Select(c => DuckDbIdentifier.Quote(c.Name))];
            rental.Execute(
                $"""
                INSERT INTO {Table} ({string.Join(", ", names)}, {Removes}, {KeptAt})
                SELECT {string.Join(", ", names.Select(name => $"{row}.{name}"))}, {removes}, $1 {from}
                """,
                _now);
        }
    }

    /// <summary>Keeps the child tables' rows that belong to rows which are in the table no more, or has them go.</summary>
    public void KeepChildren() => children.Follow(_areKept ? _now : null);

    /// <summary>Takes a load out: of its keys, the newest of the rows that are kept come back.</summary>
    /// <param name="load">The load.</param>
    /// <param name="target">The table, quoted.</param>
    /// <param name="removed">The table of removed keys, with its columns; none when none are removed.</param>
    /// <returns>How many rows of the load stood in the table.</returns>
    public long TakeOut(long load, string target, (string Table, IEnumerable<ShapeColumn> Columns)? removed)
    {
        var keys = string.Join(", ", merge.PrimaryKey.Select(DuckDbIdentifier.Quote));
        var sort = string.Concat(merge.DedupSort.Select(c => $"p.{DuckDbIdentifier.Quote(c)} DESC NULLS LAST, "));
        var gone = removed is var (graves, _) ? $" UNION SELECT {keys} FROM {graves} WHERE {DeclaredShape.LoadId} = $1" : "";
        rental.Execute($"CREATE OR REPLACE TEMP TABLE weir_keys AS SELECT {keys} FROM {target} WHERE {DeclaredShape.LoadId} = $1{gone}", load);
        rental.Execute($"DELETE FROM {Table} WHERE {DeclaredShape.LoadId} = $1", load);
        rental.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE weir_back AS
            SELECT p.*, p.rowid AS place FROM {Table} AS p SEMI JOIN temp.weir_keys USING ({keys})
            JOIN weir.load_history AS h ON h.load_id = p.{DeclaredShape.LoadId}
            QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY {sort}h.version DESC) = 1
            """);
        var rows = rental.Execute($"DELETE FROM {target} WHERE {DeclaredShape.LoadId} = $1", load);
        rental.Execute($"INSERT INTO {target} ({Columns}) SELECT {Columns} FROM temp.weir_back WHERE NOT {Removes}");
        if (removed is var (table, columns))
        {
            var names = string.Join(", ", columns.Select(c => DuckDbIdentifier.Quote(c.Name)));
            rental.Execute($"DELETE FROM {table} WHERE {DeclaredShape.LoadId} = $1", load);
            rental.Execute($"INSERT INTO {table} ({names}) SELECT {names} FROM temp.weir_back WHERE {Removes}");
        }

        rental.Execute($"DELETE FROM {Table} WHERE rowid IN (SELECT place FROM temp.weir_back)");
        return rows + children.TakeOut(load, $"SELECT {FlatTable.Id} FROM temp.weir_back WHERE NOT {Removes}");
    }

    /// <summary>Since when rows are kept of a table; none when they are not.</summary>
    public static DateTimeOffset? Since(Rental rental, string table)
    {
        using var command = rental.Connection.CreateCommand("SELECT since FROM weir.kept_since WHERE table_name = $1");
        command.Parameters.Add(new DuckDbParameter(table));
        using var reader = command.ExecuteReader();
        return reader.Read() ? reader.GetFieldValue<DateTimeOffset>(0) : null;
    }

    private void Note(DateTimeOffset? since)
    {
        rental.Execute("DELETE FROM weir.kept_since WHERE table_name = $1", shape.Table);
        if (since is not null)
        {
            rental.Execute("INSERT INTO weir.kept_since VALUES ($1, $2)", shape.Table, since);
        }
    }
}

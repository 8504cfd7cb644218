using System.Globalization;

using Weir.DuckDb;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Tables;

namespace Weir.Local.Warehouses.Merging;

/// <summary>A table with the history of its rows, and beside it all that was said of its keys and does not show in it.</summary>
/// <remarks>
/// What a file says of a key is a statement: since this time it has these values, or is gone. The table has those statements
/// that change something; the others, such as those that repeat what holds already, and those that end a row, are kept in
/// <c>weir."kept from SCHEMA.TABLE"</c>. Together they are everything that was said, so a late statement, or one that is
/// withdrawn, needs no more than to fold those of its keys once more.
/// </remarks>
internal sealed class HistoryTable
{
    /// <summary>The statements that are new.</summary>
    public const string Said = "temp.weir_said";

    private const string Keys = "temp.weir_keys";
    private const string Told = "temp.weir_told";
    private const string At = "_weir_at";
    private const string Removes = "_weir_removes";
    private const string Version = "_weir_version";
    private const string KeptAt = "_weir_kept_at";
    private const string Load = DeclaredShape.LoadId;

    private readonly Rental _rental;
    private readonly MergeDefinition _merge;
    private readonly IReadOnlyList<ShapeColumn> _said;
    private readonly ColumnType _time;
    private readonly string _table;
    private readonly string _target;
    private readonly string _kept;
    private readonly string _from;
    private readonly string _to;
    private IReadOnlyList<ShapeColumn> _columns;

    private HistoryTable(Rental rental, string table, IEnumerable<ShapeColumn> said, MergeDefinition merge)
    {
        (_rental, _table, _merge) = (rental, table, merge);
        _said = _columns = [.. said.Where(c => !IsOwn(c.Name))];
        _time = _said.FirstOrDefault(c => c.Name == History.TimeColumn)?.Type ?? new ColumnType(ColumnKind.TimestampTz);
        _target = TableName.Quote(table);
        _kept = TableName.Quote(MergedTables.KeptFrom(table));
        (_from, _to) = (Quote(History.ValidFrom), Quote(History.ValidTo));
    }

    /// <summary>A table as it stands.</summary>
    public static HistoryTable Of(Rental rental, string table, MergeDefinition merge) =>
        new(rental, table, ShapeKeeper.Describe(rental, table)!.Columns, merge);

    /// <summary>Brings a table, and the one beside it, into the shape that rows of files need.</summary>
    /// <returns>The table, and what was changed about the columns that are the user's.</returns>
    /// <exception cref="RefusedException">WEIR6063: the table has rows that say not since when they hold.</exception>
    public static (HistoryTable Table, IReadOnlyList<ShapeChange> Changes) Ensure(Rental rental, TableShape shape, MergeDefinition merge)
    {
        var table = new HistoryTable(rental, shape.Table, shape.Columns, merge);
        return (table, table.Ensure(shape.KeepsTypes));
    }

    private HistoryDefinition History => _merge.History!;

    /// <summary>What makes a row another one: not only that it is newer.</summary>
    private IEnumerable<string> Values => _said.Select(c => c.Name)
        .Where(name => !_merge.PrimaryKey.Contains(name) && (History.ClosesMissing || !_merge.DedupSort.Contains(name)))
        .Select(Quote);

    private string KeyList => Listed(_merge.PrimaryKey);

    private string ColumnList => Listed(_columns.Select(c => c.Name));

    /// <summary>Takes the staged rows of files as statements: of each key of a file, and of each time, the newest.</summary>
    /// <param name="files">The load and the version of each file.</param>
    public void Say(IEnumerable<(long Load, long Version)> files)
    {
        var time = History.TimeColumn is { } column ? $"s.{Quote(column)}" : $"make_timestamptz(f.{Version})";
        var values = string.Join(", ", files.Select(f => string.Create(CultureInfo.InvariantCulture, $"({f.Load}, {f.Version})")));
        var sort = History.ClosesMissing ? _merge.DedupSort : _merge.DedupSort.Skip(1);
        var columns = _columns.Select(c => _said.Contains(c) ? Quote(c.Name) : $"NULL::{ColumnTypes.SqlOf(c.Type)} AS {Quote(c.Name)}");
        _rental.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE weir_said AS
            SELECT {string.Join(", ", columns)}, {time} AS {At}, {MergeStage.Removes(_merge)} AS {Removes}, s.{Load}, f.{Version}
            FROM {MergeStage.Name} AS s JOIN (VALUES {values}) AS f(_weir_load, {Version}) ON f._weir_load = s.{Load}
            QUALIFY row_number() OVER (
                PARTITION BY {KeyList}, s.{Load}, {time}
                ORDER BY {string.Concat(sort.Select(c => $"{Quote(c)} DESC NULLS LAST, "))}s.{DeclaredShape.Position} DESC) = 1
            """);
    }

    /// <summary>Says of the keys that a file lacks that they are gone.</summary>
    public void SayGone((long Load, long Version) file) => _rental.Execute(
        $"""
        INSERT INTO {Said} ({KeyList}, {At}, {Removes}, {Load}, {Version})
        SELECT {KeyList}, make_timestamptz($2), true, $1, $2
        FROM {_target} AS o ANTI JOIN {Said} AS s USING ({KeyList})
        WHERE {Holds("o", "make_timestamptz($2)")}
        """,
        file.Load,
        file.Version);

    /// <summary>Takes statements out that change nothing: they repeat what holds before them.</summary>
    /// <param name="keep">Whether they count when an earlier one comes late.</param>
    public void DropRepeated(bool keep)
    {
        var same = string.Concat(Values.Select(c => $" AND o.{c} IS NOT DISTINCT FROM s.{c}"));
        _rental.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE weir_repeated AS
            SELECT s.rowid AS place FROM {Said} AS s JOIN {_target} AS o ON {SameKey("s", "o")}
            WHERE NOT s.{Removes} AND {(History.ClosesMissing ? Holds("o", $"s.{At}") : $"o.{_from} < s.{At} AND o.{_to} IS NULL")}{same}
            """);
        if (keep)
        {
            _rental.Execute(
                $"""
                INSERT INTO {_kept} ({ColumnList}, {At}, {Removes}, {Load}, {Version}, {KeptAt})
                SELECT {ColumnList}, {At}, {Removes}, {Load}, {Version}, now() FROM {Said} WHERE rowid IN (SELECT place FROM temp.weir_repeated)
                """);
        }

        _rental.Execute($"DELETE FROM {Said} WHERE rowid IN (SELECT place FROM temp.weir_repeated)");
    }

    /// <summary>Folds the statements once more of the keys that have a new one.</summary>
    public void Fold()
    {
        _rental.Execute($"CREATE OR REPLACE TEMP TABLE weir_keys AS SELECT DISTINCT {KeyList} FROM {Said}");
        FoldKeys();
    }

    /// <summary>Withdraws what a load said.</summary>
    /// <param name="load">The load.</param>
    /// <param name="next">The next file after it that had all rows there were: what that one repeated holds since then.</param>
    /// <returns>How many rows of the load stood in the table.</returns>
    public long Withdraw(long load, (long Load, long Version)? next)
    {
        _rental.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE weir_keys AS
            SELECT {KeyList} FROM {_target} WHERE {Load} = $1 UNION SELECT {KeyList} FROM {_kept} WHERE {Load} = $1
            """,
            load);
        _rental.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE weir_said AS
            SELECT {ColumnList}, {At}, {Removes}, {Load}, {Version} FROM {_kept} WHERE false
            """);
        if (next is { } file)
        {
            SayWhatHolds(file);
        }

        _rental.Execute($"DELETE FROM {_kept} WHERE {Load} = $1", load);
        var rows = _rental.Execute($"DELETE FROM {_target} WHERE {Load} = $1", load);
        FoldKeys();
        return rows;
    }

    /// <summary>Has a later file say once more what holds with it, of the keys of which an earlier one says something new.</summary>
    public void SayLater((long Load, long Version) file)
    {
        _rental.Execute($"CREATE OR REPLACE TEMP TABLE weir_keys AS SELECT DISTINCT {KeyList} FROM {Said}");
        SayWhatHolds(file);
    }

    /// <summary>The statements of a file that had all rows there were, of some keys, where they are not kept because they repeat others.</summary>
    private void SayWhatHolds((long Load, long Version) file)
    {
        const string time = "make_timestamptz($2)";
        var columns = _columns.Select(c => $"{(_merge.PrimaryKey.Contains(c.Name) ? "k" : "o")}.{Quote(c.Name)}");
        _rental.Execute(
            $"""
            INSERT INTO {Said} ({ColumnList}, {At}, {Removes}, {Load}, {Version})
            SELECT {string.Join(", ", columns)}, {time}, o.{_from} IS NULL, $1, $2
            FROM {Keys} AS k LEFT JOIN {_target} AS o ON {SameKey("k", "o")} AND o.{_from} <= {time} AND (o.{_to} IS NULL OR o.{_to} > {time})
            WHERE coalesce(o.{_from} < {time}, true)
                AND NOT EXISTS (SELECT 1 FROM {_kept} AS p WHERE {SameKey("p", "k")} AND p.{At} = {time})
            """,
            file.Load,
            file.Version);
    }

    /// <summary>
    /// Of statements for one time the newest counts. One that counts changes something when it is not what the one before it
    /// says; a row holds until the next change.
    /// </summary>
    private void FoldKeys()
    {
        var sort = string.Concat((History.ClosesMissing ? [] : _merge.DedupSort.Skip(1)).Select(c => $"{Quote(c)} DESC NULLS LAST, "));
        _rental.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE weir_told AS
            WITH told AS (
                SELECT {ColumnList}, {At}, {Removes}, {Load}, {Version}, NULL::TIMESTAMPTZ AS {KeptAt} FROM {Said}
                UNION ALL
                SELECT {ColumnList}, {_from}, false, {Load}, {Version}, NULL FROM {_target} SEMI JOIN {Keys} USING ({KeyList})
                UNION ALL
                SELECT {ColumnList}, {At}, {Removes}, {Load}, {Version}, {KeptAt} FROM {_kept} SEMI JOIN {Keys} USING ({KeyList})),
            counted AS (
                SELECT *, row_number() OVER (PARTITION BY {KeyList}, {At} ORDER BY {sort}{Version} DESC, {Load} DESC) = 1 AS counts,
                    CASE WHEN {Removes} THEN NULL ELSE row({string.Join(", ", Values.Prepend("0"))}) END AS says
                FROM told),
            changing AS (
                SELECT * EXCLUDE (says, counts),
                    counts AND says IS DISTINCT FROM lag(says) OVER (PARTITION BY {KeyList}, counts ORDER BY {At}) AS changes
                FROM counted)
            SELECT *, CASE WHEN changes THEN lead({At}) OVER (PARTITION BY {KeyList}, changes ORDER BY {At}) END AS until FROM changing
            """);
        _rental.Execute($"DELETE FROM {_target} AS o USING {Keys} AS k WHERE {SameKey("o", "k")}");
        _rental.Execute($"DELETE FROM {_kept} AS o USING {Keys} AS k WHERE {SameKey("o", "k")}");
        _rental.Execute(
            $"""
            INSERT INTO {_target} ({ColumnList}, {_from}, {_to}, {Load}, {Version})
            SELECT {ColumnList}, {At}, until, {Load}, {Version} FROM {Told} WHERE changes AND NOT {Removes} ORDER BY {At}
            """);
        _rental.Execute(
            $"""
            INSERT INTO {_kept} ({ColumnList}, {At}, {Removes}, {Load}, {Version}, {KeptAt})
            SELECT {ColumnList}, {At}, {Removes}, {Load}, {Version}, coalesce({KeptAt}, now()) FROM {Told} WHERE NOT changes OR {Removes}
            """);
    }

    private IReadOnlyList<ShapeChange> Ensure(bool keepsTypes)
    {
        var standing = ShapeKeeper.Describe(_rental, _table);
        if (standing is not null && !standing.Columns.Any(c => c.Name.Equals(History.ValidFrom, StringComparison.OrdinalIgnoreCase)))
        {
            throw new RefusedException(new Failure(
                "WEIR6063",
                $"The table {_table} has no column '{History.ValidFrom}': its rows say not since when they hold.",
                "Give the table with the history another name, and load the files into that one with 'weir reload'."));
        }

        ColumnType number = new(ColumnKind.BigInt);
        var changes = ShapeKeeper.Ensure(
            _rental,
            new TableShape(_table, [.. _said, new(History.ValidFrom, _time), new(History.ValidTo, _time), new(Load, number), new(Version, number)])
            {
                KeepsTypes = keepsTypes,
            });

        // Columns that the project does not declare any more keep what they have.
        _columns = [.. _said, .. (standing?.Columns ?? []).Where(c => !IsOwn(c.Name) && !_said.Any(own => IsSame(own.Name, c.Name) || IsSame(own.RenamedFrom, c.Name)))];
        ShapeKeeper.Ensure(_rental, new TableShape(
            MergedTables.KeptFrom(_table),
            [
                .. _columns, new(At, _time), new(Removes, new(ColumnKind.Boolean)), new(Load, number), new(Version, number),
                new(KeptAt, new(ColumnKind.TimestampTz)),
            ]));
        return changes;
    }

    private bool IsOwn(string column) => IsSame(column, History.ValidFrom) || IsSame(column, History.ValidTo) || column is Load or Version;

    private static bool IsSame(string? one, string other) => other.Equals(one, StringComparison.OrdinalIgnoreCase);

    private static string Quote(string name) => DuckDbIdentifier.Quote(name);

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    private string Holds(string row, string time) => $"{row}.{_from} < {time} AND ({row}.{_to} IS NULL OR {row}.{_to} > {time})";

    private string SameKey(string one, string other) =>
        string.Join(" AND ", _merge.PrimaryKey.Select(c => $"{one}.{Quote(c)} = {other}.{Quote(c)}"));
}

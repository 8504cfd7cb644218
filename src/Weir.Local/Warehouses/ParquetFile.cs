using System.Globalization;

using Weir.DuckDb;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>
/// One Parquet file on its way into a table. Its rows never pass through Weir: those that fit go from the file to the table,
/// the others from the file to the quarantine.
/// </summary>
/// <param name="origin">Where its rows come from, and go to.</param>
/// <param name="onError">What becomes of it when a row does not fit.</param>
/// <param name="columns">How the table's columns are made from it.</param>
/// <param name="number">Gives in SQL the number of a row, counted from zero.</param>
internal sealed class ParquetFile(ParquetOrigin origin, OnError onError, IReadOnlyList<ParquetColumn> columns, string number)
{
    private const string IsDamaged = "WEIR6005";
    private const string DoesNotFit = "WEIR6006";
    private const int MaxRaw = 64 << 10;

    private (string Code, string Reason)? _refusal;

    public IReadOnlyList<ParquetColumn> Columns => columns;

    public ParquetOrigin Origin => origin;

    /// <summary>The names of the file's columns that none of the table's is made from.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>Whether nothing of the file is read.</summary>
    public bool IsRefused => _refusal is not null;

    /// <summary>Whether its rows are to be published, if they fit.</summary>
    public bool IsWanted { get; private init; } = true;

    /// <summary>The same file, which cannot be read.</summary>
    /// <param name="why">What reading it ends with.</param>
    public ParquetFile Damaged(string why) => Refused(IsDamaged, $"it cannot be read as Parquet: {why}");

    /// <summary>The same file, which is not read.</summary>
    public ParquetFile Refused(string code, string reason) => new(origin, onError, columns, number) { _refusal = (code, reason), IsWanted = false };

    /// <summary>The same file, of which only the rows that do not fit are told.</summary>
    public ParquetFile WithoutGoodRows() => new(origin, onError, columns, number) { IsWanted = false };

    /// <summary>The same file, made into other columns.</summary>
    public ParquetFile With(IReadOnlyList<ParquetColumn> others) => new(origin, onError, others, number);

    /// <summary>Whether a value does not fit the type of its column.</summary>
    /// <exception cref="DuckDbException">The file is damaged.</exception>
    public bool HasMisfitValues(Rental rental)
    {
        var uncastable = columns.Select(column => column.Uncastable).OfType<string>().ToList();
        return uncastable.Count > 0 && Count(rental.Connection, "count(*)", string.Join(" OR ", uncastable)) > 0;
    }

    /// <summary>Inserts the rows that fit, and those that do not into the quarantine, within the open transaction.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="into">What takes the rows.</param>
    /// <param name="withNumbers">Whether it takes the number of each row too.</param>
    public StagedFile Insert(Rental rental, RowTarget into, bool withNumbers)
    {
        if (_refusal is var (code, reason))
        {
            Refuse(rental, $"SELECT NULL, NULL, '{code}', {DuckDbLiteral.Quote(reason)}, ''");
            return new StagedFile(origin.LoadId, 1, 0, 1, reason);
        }

        var parsed = Count(rental.Connection, "count(*)", "true");
        var refused = Misfits.Count == 0 ? 0 : Count(rental.Connection, "count(*)", Misfit);
        if (refused > 0)
        {
            Refuse(rental, RefusedRows);
        }

        var loaded = !IsWanted ? 0 : onError == OnError.SkipFile && refused > 0 ? 0 : parsed - refused;
        if (loaded > 0)
        {
            IEnumerable<string> own = withNumbers ? [DeclaredShape.LoadId, DeclaredShape.Position] : [DeclaredShape.LoadId];
            IEnumerable<string> ownValues = withNumbers ? [Number(origin.LoadId), number] : [Number(origin.LoadId)];
            var constants = origin.Constants.Where(c => !columns.Any(o => o.Target.Name.Equals(c.Column.Name, StringComparison.OrdinalIgnoreCase))).ToList();
            List<string> names = [.. columns.Select(c => c.Target.Name).Concat(constants.Select(c => c.Column.Name)), .. own];
            var values = string.Join(", ", columns.Select(c => c.Value).Concat(constants.Select(Constant)).Concat(ownValues));
            into.Take(names, $"SELECT {values} FROM {origin.Rows} WHERE NOT {Misfit}");
        }

        return new StagedFile(origin.LoadId, parsed, loaded, refused, refused == 0 ? null : FirstError(rental));
    }

    /// <summary>Reads all of the file as inserting it does, and keeps nothing.</summary>
    /// <exception cref="DuckDbException">It is damaged.</exception>
    public void Read(DuckDbConnection connection)
    {
        if (_refusal is null && columns.Count > 0)
        {
            Count(connection, "count(*)", "true");
            Count(connection, $"count(hash({string.Join(", ", columns.Select(c => c.Value))}))", "true");
            if (Misfits.Count > 0)
            {
                connection.CreateCommand($"SELECT count(hash(COLUMNS(*))) FROM ({RefusedRows})").ExecuteScalar();
            }
        }
    }

    private List<ParquetColumn> Misfits { get; } = [.. columns.Where(c => c.Misfit is not null)];

    private string Misfit => Misfits.Count == 0 ? "false" : $"coalesce({string.Join(" OR ", Misfits.Select(c => c.Misfit))}, false)";

    /// <summary>Selects number, column, code, reason and text of every row that does not fit.</summary>
    private string RefusedRows =>
        $"""
        SELECT {number}, {Choose(c => DuckDbLiteral.Quote(c.Target.Name))}, '{DoesNotFit}', {Choose(c => c.Reason)},
          left(to_json(file)::VARCHAR, {MaxRaw})
        FROM {origin.Rows} AS file WHERE {Misfit}
        """;

    private static string Constant((ShapeColumn Column, string? Text) constant) =>
        $"CAST({(constant.Text is null ? "NULL" : DuckDbLiteral.Quote(constant.Text))} AS {ColumnTypes.SqlOf(constant.Column.Type)})";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private string Choose(Func<ParquetColumn, string> text) =>
        $"CASE {string.Join(" ", Misfits.Select(c => $"WHEN {c.Misfit} THEN {text(c)}"))} END";

    private long Count(DuckDbConnection connection, string counted, string condition)
    {
        using var command = connection.CreateCommand($"SELECT {counted} FROM {origin.Rows} WHERE {condition}");
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <param name="rental">The connection.</param>
    /// <param name="rows">Selects row numbers, columns, codes, reasons and the rows as text.</param>
    private void Refuse(Rental rental, string rows) => rental.Execute(
        $"""
        INSERT INTO {SystemTables.Quarantine.Table} (load_id, table_name, file, row_index, column_name, code, reason, raw, quarantined_at)
        SELECT {Number(origin.LoadId)}, {DuckDbLiteral.Quote(origin.Table)}, {DuckDbLiteral.Quote(origin.Object.Name.ToString())}, refused.*,
          make_timestamptz({Number((origin.Now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond)})
        FROM ({rows}) AS refused
        """);

    private string FirstError(Rental rental)
    {
        using var command = rental.Connection.CreateCommand(
            $"""
            SELECT concat('row ' || row_index || ', ', 'column ', column_name, ': ', reason)
            FROM {SystemTables.Quarantine.Table} WHERE load_id = {Number(origin.LoadId)} ORDER BY row_index LIMIT 1
            """);
        return (string)command.ExecuteScalar()!;
    }
}

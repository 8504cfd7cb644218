using System.Globalization;

using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>One Parquet file on its way into a table.</summary>
internal sealed class ParquetFile(long loadId, string path, OnError onError, IReadOnlyList<ParquetColumn> columns)
{
    private string? _whyUnreadable;

    public IReadOnlyList<ParquetColumn> Columns => columns;

    public static ParquetFile Unreadable(long loadId, string path, string why) =>
        new(loadId, path, OnError.Quarantine, []) { _whyUnreadable = why };

    /// <summary>The file as a table in SQL.</summary>
    public static string Read(string path) => $"read_parquet({DuckDbLiteral.Quote(path)}, hive_partitioning = false)";

    /// <summary>Inserts the rows that fit, within the open transaction.</summary>
    public StagedFile Insert(Rental rental, TableShape shape, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_whyUnreadable is { } why)
        {
            return new StagedFile(loadId, 0, 0, [new(loadId, null, null, null, "WEIR6005", $"The file cannot be read as Parquet: {why}", "")]);
        }

        var misfits = columns.Where(c => c.Misfit is not null).ToList();
        var misfit = misfits.Count == 0 ? "false" : string.Join(" OR ", misfits.Select(c => c.Misfit));
        var parsed = Count(rental, "true");
        var quarantined = misfits.Count == 0 ? [] : Refused(rental, misfits, misfit).ToList();
        if (onError == OnError.SkipFile && quarantined.Count > 0)
        {
            return new StagedFile(loadId, parsed, 0, quarantined);
        }

        var names = string.Join(", ", columns.Select(c => DuckDbIdentifier.Quote(c.Target.Name)).Append("_weir_load_id"));
        var values = string.Join(", ", columns.Select(c => c.Value).Append(loadId.ToString(CultureInfo.InvariantCulture)));
        rental.Execute($"INSERT INTO {TableName.Quote(shape.Table)} ({names}) SELECT {values} FROM {Read(path)} WHERE NOT coalesce({misfit}, false)");
        return new StagedFile(loadId, parsed, parsed - quarantined.Count, quarantined);
    }

    /// <summary>The file with the number of each row beside it.</summary>
    private string Numbered => $"read_parquet({DuckDbLiteral.Quote(path)}, hive_partitioning = false, file_row_number = true)";

    private long Count(Rental rental, string condition)
    {
        using var command = rental.Connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {Read(path)} WHERE {condition}";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private IEnumerable<QuarantinedRow> Refused(Rental rental, List<ParquetColumn> misfits, string misfit)
    {
        var which = string.Join(" ", misfits.Select((c, index) => $"WHEN {c.Misfit} THEN {index}"));
        using var command = rental.Connection.CreateCommand();
        command.CommandText =
            $"SELECT file_row_number, CASE {which} END, to_json(file)::VARCHAR FROM {Numbered} AS file WHERE {misfit}";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var column = misfits[reader.GetInt32(1)].Target;
            yield return new QuarantinedRow(
                loadId, null, reader.GetInt64(0), column.Name, "WEIR6006", $"The value is missing, or is not {column.Type}.", reader.GetString(2));
        }
    }
}

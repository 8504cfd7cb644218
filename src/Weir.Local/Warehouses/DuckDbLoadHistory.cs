using System.Data.Common;

using Weir.Buckets;
using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Loads;
using Weir.Runs;

namespace Weir.Local.Warehouses;

/// <summary>Reads rows of <c>weir.load_history</c> and <c>weir.quarantine</c>.</summary>
internal static class DuckDbLoadHistory
{
    /// <summary>Selects what <see cref="LoadOf"/> reads.</summary>
    public const string Loads =
        """
        SELECT load_id, table_name, file, etag, size, version, status, rows_parsed, rows_loaded, rows_quarantined,
               first_error, run_id, project_revision, landed_at, loaded_at, note
        FROM weir.load_history
        """;

    /// <summary>The record of one load.</summary>
    /// <exception cref="RefusedException">WEIR6020: there is no such load.</exception>
    public static LoadRecord Get(Rental rental, long loadId)
    {
        using var command = rental.Connection.CreateCommand($"{Loads} WHERE load_id = $1");
        command.Parameters.Add(new DuckDbParameter(loadId));
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? LoadOf(reader)
            : throw new RefusedException(
                new Failure("WEIR6020", $"There is no load {loadId}.", "See what there is with 'weir loads'."));
    }

    public static LoadRecord LoadOf(DbDataReader row) => new()
    {
        LoadId = row.GetInt64(0),
        Table = row.GetString(1),
        File = new StoredObject
        {
            Name = NameOf(row.GetString(2)),
            ETag = row.GetString(3),
            Size = row.GetInt64(4),
            Version = row.GetInt64(5),
            LandedAt = row.GetFieldValue<DateTimeOffset>(13),
            Location = "",
        },
        Status = LoadStatusNames.Parse(row.GetString(6)),
        RowsParsed = row.GetInt64(7),
        RowsLoaded = row.GetInt64(8),
        RowsQuarantined = row.GetInt64(9),
        FirstError = TextOf(row, 10),
        RunId = TextOf(row, 11) is { } run && RunId.TryParse(run, out var id) ? id : null,
        ProjectRevision = row.GetString(12),
        LoadedAt = row.GetFieldValue<DateTimeOffset>(14),
        Note = TextOf(row, 15),
    };

    public static QuarantineEntry EntryOf(DbDataReader row) => new(
        row.GetString(1),
        row.GetString(2),
        new QuarantinedRow(
            row.GetInt64(0),
            NumberOf(row, 3),
            NumberOf(row, 4),
            TextOf(row, 5),
            row.GetString(6),
            row.GetString(7),
            TextOf(row, 8) ?? ""),
        row.GetFieldValue<DateTimeOffset>(9));

    private static ObjectName NameOf(string file) =>
        file.Split('/', 2) is [var bucket, var key] ? new ObjectName(bucket, key) : new ObjectName(file, "");

    private static string? TextOf(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? NumberOf(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}

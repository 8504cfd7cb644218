using System.Globalization;

using Weir.Buckets;
using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Loads;

namespace Weir.Local.Warehouses;

/// <summary>Keeps tables that hold the rows of one file at a time.</summary>
internal static class Standing
{
    /// <summary>The file whose rows a table holds.</summary>
    public static StandingFile? Find(Rental rental, string table)
    {
        using var command = rental.Connection.CreateCommand(
            "SELECT load_id, bucket, key, etag, size, version, landed_at FROM weir.standing_files WHERE table_name = $1");
        command.Parameters.Add(new DuckDbParameter(table));
        using var reader = command.ExecuteReader();
        return !reader.Read() ? null : new StandingFile(table, reader.GetInt64(0), new StoredObject
        {
            Name = new ObjectName(reader.GetString(1), reader.GetString(2)),
            ETag = reader.GetString(3),
            Size = reader.GetInt64(4),
            Version = reader.GetInt64(5),
            LandedAt = reader.GetFieldValue<DateTimeOffset>(6),
            Location = "",
        });
    }

    /// <summary>Leaves only the rows of one load in the table and in its child tables, within the open transaction.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="next">The file whose rows stay.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    public static void Replace(Rental rental, StandingFile next, CancellationToken cancellationToken)
    {
        var table = next.Table;
        var loadId = next.LoadId.ToString(CultureInfo.InvariantCulture);
        foreach (var each in TablesOf(rental, table))
        {
            cancellationToken.ThrowIfCancellationRequested();
            rental.Execute($"DELETE FROM {each} WHERE _weir_load_id <> {loadId}");
        }

        if (Find(rental, table) is { } last && last.LoadId != next.LoadId)
        {
            LoadLedger.Forget(rental, table, last.File, last.LoadId);
        }

        Remember(rental, next);
    }

    /// <summary>The table, and those that hold the elements of its rows' arrays, quoted; none of those that do not exist yet, or are files.</summary>
    public static List<string> TablesOf(Rental rental, string table) => NamesOf(rental, table).ConvertAll(TableName.Quote);

    /// <summary>
    /// The same tables by their names, with their schema. What begins with the name of another table of records belongs to
    /// that one, as far as its rows can have children at all.
    /// </summary>
    public static List<string> NamesOf(Rental rental, string table)
    {
        var (schema, name) = TableName.Split(table);
        using var command = rental.Connection.CreateCommand(
            """
            WITH family AS (
                SELECT schema_name, table_name, lower(table_name) AS name,
                    bool_or(column_name = '_weir_parent_id') AS is_child, bool_or(column_name = '_weir_id') AS has_children
                FROM duckdb_columns() SEMI JOIN duckdb_tables() USING (database_oid, table_oid)
                WHERE database_name = current_database() AND lower(schema_name) = lower($1)
                    AND (lower(table_name) = lower($2) OR starts_with(lower(table_name), lower($2) || '__'))
                GROUP BY ALL HAVING bool_or(column_name = '_weir_load_id'))
            SELECT schema_name, table_name FROM family
            WHERE name = lower($2) OR (is_child AND NOT EXISTS (
                FROM family AS other WHERE other.name <> lower($2) AND other.has_children AND NOT other.is_child
                    AND starts_with(family.name, other.name || '__')))
            ORDER BY table_name
            """);
        command.Parameters.Add(new DuckDbParameter(schema));
        command.Parameters.Add(new DuckDbParameter(name));
        using var reader = command.ExecuteReader();
        var tables = new List<string>();
        while (reader.Read())
        {
            tables.Add($"{reader.GetString(0)}.{reader.GetString(1)}");
        }

        return tables;
    }

    /// <summary>
    /// The newest of the files that would stand in a table had a load never been: of what was loaded or superseded and not
    /// unloaded since. It looks through the table's part of the history, which only the undoing of a load does.
    /// </summary>
    public static StoredObject? FindEarlier(Rental rental, LoadRecord load)
    {
        var id = rental.Scalar(
            """
            SELECT load_id FROM (
                SELECT load_id, version, status FROM weir.load_history WHERE table_name = $1 AND load_id <> $2 AND version <> $3
                QUALIFY row_number() OVER (PARTITION BY file, version ORDER BY load_id DESC) = 1)
            WHERE status IN ('LOADED', 'PARTIALLY_LOADED', 'SUPERSEDED') ORDER BY version DESC LIMIT 1
            """,
            load.Table,
            load.LoadId,
            load.File.Version);
        return id is null ? null : DuckDbLoadHistory.Get(rental, Convert.ToInt64(id, CultureInfo.InvariantCulture)).File;
    }

    /// <summary>No file stands in the table any more.</summary>
    public static void Forget(Rental rental, string table) => rental.Execute("DELETE FROM weir.standing_files WHERE table_name = $1", table);

    private static void Remember(Rental rental, StandingFile next)
    {
        var file = next.File;
        Forget(rental, next.Table);
        rental.Execute(
            "INSERT INTO weir.standing_files VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            next.Table, next.LoadId, file.Name.Bucket, file.Name.Key, file.ETag, file.Size, file.Version, file.LandedAt);
    }
}

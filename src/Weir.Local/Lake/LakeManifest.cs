using System.Globalization;

using Weir.DuckDb;
using Weir.Local.Objects;
using Weir.Local.Warehouses;
using Weir.Tables;

namespace Weir.Local.Lake;

/// <summary>Which Parquet files are a table: what is not written down here is not there.</summary>
internal static class LakeManifest
{
    private const string Separator = "; ";

    /// <summary>The tables that have their rows in files.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="name">Only this one; all of them when null.</param>
    /// <param name="placeOf">Says where a folder of a bucket is.</param>
    public static IReadOnlyList<LakeTable> Tables(Rental rental, string? name, Func<string, string, string, TablePlace> placeOf)
    {
        using var command = rental.Connection.CreateCommand(
            "SELECT table_name, bucket, prefix, partition_by FROM weir.parquet_tables WHERE $1 IS NULL OR lower(table_name) = lower($1) ORDER BY table_name");
        command.Parameters.Add(new DuckDbParameter(name));
        using var reader = command.ExecuteReader();
        var tables = new List<LakeTable>();
        while (reader.Read())
        {
            var (table, bucket, prefix, levels) = (reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3));
            var fields = levels.Split(Separator, StringSplitOptions.RemoveEmptyEntries)
                .Select(text => PartitionField.TryParse(text, out var field) ? field! : throw new InvalidDataException(text));
            tables.Add(new LakeTable(table, new ParquetStorage(bucket, prefix, [.. fields]), placeOf(bucket, prefix, table)));
        }

        return tables;
    }

    /// <summary>Notes a table, or how its files are laid out from now on.</summary>
    public static void Note(Rental rental, LakeTable table)
    {
        rental.Execute("DELETE FROM weir.parquet_tables WHERE table_name = $1", table.Name);
        rental.Execute(
            "INSERT INTO weir.parquet_tables VALUES ($1, $2, $3, $4, $5)",
            table.Name, table.Storage.Bucket, table.Storage.Prefix, LevelsOf(table.Storage), table.Place.Kept);
    }

    /// <summary>How a layout's levels are written down.</summary>
    public static string LevelsOf(ParquetStorage storage) => string.Join(Separator, storage.PartitionBy);

    /// <summary>Where a table's files were kept when it was noted.</summary>
    public static string? RootOf(Rental rental, string table) =>
        rental.Scalar("SELECT root FROM weir.parquet_tables WHERE table_name = $1", table) as string;

    /// <summary>The files of a table.</summary>
    public static List<LakeFile> Files(Rental rental, string table)
    {
        using var command = rental.Connection.CreateCommand(
            """
            SELECT file, partition, rows, bytes, first_load_id, last_load_id, version, columns FROM weir.parquet_files WHERE table_name = $1
            ORDER BY first_load_id, file
            """);
        command.Parameters.Add(new DuckDbParameter(table));
        using var reader = command.ExecuteReader();
        var files = new List<LakeFile>();
        while (reader.Read())
        {
            files.Add(new LakeFile(
                reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5),
                reader.GetInt64(6), Convert.ToInt32(reader.GetInt64(7), CultureInfo.InvariantCulture)));
        }

        return files;
    }

    /// <summary>Adds files to a table, and takes others away, within the open transaction.</summary>
    public static void Change(Rental rental, string table, IReadOnlyList<LakeFile> added, IReadOnlyList<LakeFile> removed)
    {
        if (removed.Count > 0)
        {
            rental.Execute(
                "DELETE FROM weir.parquet_files WHERE table_name = $1 AND file IN (SELECT unnest($2))",
                table, removed.Select(file => file.Kept).ToArray());
        }

        RowInsertion.Insert(
            rental,
            new RecordRows<LakeFile>(SystemTables.ParquetFiles, added, (rows, row, file) =>
            {
                rows.SetText(0, row, table);
                rows.SetText(1, row, file.Kept);
                rows.SetText(2, row, file.Partition);
                rows.SetInt64(3, row, file.Rows);
                rows.SetInt64(4, row, file.Bytes);
                rows.SetInt64(5, row, file.FirstLoad);
                rows.SetInt64(6, row, file.LastLoad);
                rows.SetInt64(7, row, file.Columns);
                rows.SetInt64(8, row, file.Version);
            }),
            CancellationToken.None);
    }
}

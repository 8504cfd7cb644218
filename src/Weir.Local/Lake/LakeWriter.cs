using System.Collections.Concurrent;
using System.Globalization;

using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Local.Warehouses;
using Weir.Tables;

namespace Weir.Local.Lake;

/// <summary>Writes rows as Parquet files, each in the folder of its partition.</summary>
internal static class LakeWriter
{
    /// <summary>Writes the rows of a query. The files are durable then, and belong to nobody yet.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="table">Where they go.</param>
    /// <param name="columns">The table's columns, in the order in which the query gives them.</param>
    /// <param name="select">The query.</param>
    /// <exception cref="Weir.Failures.RefusedException">WEIR6302, WEIR6303: the rows do not go with the partitions.</exception>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR6301: the disk refuses.</exception>
    public static List<LakeFile> Write(Rental rental, LakeTable table, IReadOnlyList<ShapeColumn> columns, string select)
    {
        var batch = Guid.CreateVersion7().ToString("N");
        var folder = Path.Combine(table.Place.Kept, batch);
        try
        {
            Directory.CreateDirectory(folder);
            var files = Copy(rental, table, columns, select, folder, $"part-{batch}")
                .ConvertAll(written => new LakeFile(
                    $"{batch}/{written.Path}", PartitionOf(written.Path), written.Rows, written.Bytes, 0, 0, 0, columns.Count));
            Sync(table, files);
            if (files.Count == 0)
            {
                Delete(folder);
            }

            return files;
        }
        catch (Exception failed)
        {
            Delete(folder);
            throw failed switch
            {
                DuckDbException error when LakeFailures.Of(error, table) is { } known => known,
                IOException or UnauthorizedAccessException => LakeFailures.Unwritable(table, failed),
                _ => failed,
            };
        }
    }

    /// <summary>Deletes files that belong to nobody, with the folders that are empty then.</summary>
    public static void Delete(LakeTable table, IEnumerable<LakeFile> files)
    {
        foreach (var file in files)
        {
            LakeFolders.Delete(table.PathOf(file), table.Place.Kept);
        }
    }

    private static List<(string Path, long Rows, long Bytes)> Copy(
        Rental rental, LakeTable table, IReadOnlyList<ShapeColumn> columns, string select, string folder, string name)
    {
        var levels = LakeLevel.Of(table, columns);
        var names = columns.Select(c => DuckDbIdentifier.Quote(c.Name)).ToList();
        var inside = columns.Where(c => !levels.Any(level => level.Column?.Name == c.Name)).Select(Stored);
        var outside = levels.Select(level => $"{level.Value} AS {DuckDbIdentifier.Quote(level.Name)}");
        var (to, how) = levels.Count == 0
            ? (Path.Combine(folder, $"{name}-0.parquet"), "")
            : (folder, $", PARTITION_BY ({string.Join(", ", levels.Select(level => DuckDbIdentifier.Quote(level.Name)))}), FILENAME_PATTERN '{name}-{{i}}'");
        using var command = rental.Connection.CreateCommand(
            $"""
            COPY (SELECT {string.Join(", ", inside.Concat(outside))} FROM ({select}) AS r({string.Join(", ", names)}))
            TO {DuckDbLiteral.Quote(to)} (FORMAT parquet, RETURN_STATS true{how})
            """);
        using var reader = command.ExecuteReader();
        var written = new List<(string, long, long)>();
        while (reader.Read())
        {
            var (path, rows, bytes) = (reader.GetString(0), Number(reader.GetValue(1)), Number(reader.GetValue(2)));
            if (rows > 0)
            {
                written.Add((Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), rows, bytes));
            }
            else
            {
                File.Delete(path);
            }
        }

        return written;
    }

    /// <summary>Of types that Parquet lacks, DuckDB would write another that loses digits.</summary>
    private static string Stored(ShapeColumn column)
    {
        var name = DuckDbIdentifier.Quote(column.Name);
        return column.Type.Kind == ColumnKind.HugeInt ? $"CAST(r.{name} AS DECIMAL(38,0)) AS {name}" : $"r.{name}";
    }

    private static string PartitionOf(string path) =>
        path.LastIndexOf('/') is var slash and > 0 ? HivePath.OfDuckDb(path[..slash]) : "";

    private static void Sync(LakeTable table, IReadOnlyList<LakeFile> files)
    {
        var folders = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        LakeFolders.Each(files, file =>
        {
            var path = table.PathOf(file);
            using (var content = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite))
            {
                RandomAccess.FlushToDisk(content);
            }

            LakeFolders.Note(folders, path, Path.GetDirectoryName(table.Place.Kept)!);
        });
        LakeFolders.Each(folders.Keys, Disk.Sync);
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // It goes at the next start.
        }
    }

    private static long Number(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}

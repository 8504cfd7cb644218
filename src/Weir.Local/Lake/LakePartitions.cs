using System.Globalization;

using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Loads;
using Weir.Local.Warehouses;

namespace Weir.Local.Lake;

/// <summary>Has files replace the partitions that they have rows for: of each partition, the file counts that landed last.</summary>
internal static class LakePartitions
{
    /// <summary>The partitions of rows, and of which load each has some.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="table">The table, as its files are to be laid out.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">What has the rows, quoted.</param>
    public static IReadOnlyList<(string Partition, long LoadId)> Of(
        Rental rental, LakeTable table, IReadOnlyList<ShapeColumn> columns, string rows)
    {
        var levels = LakeLevel.Of(table, columns);
        using var command = rental.Connection.CreateCommand(
            $"SELECT DISTINCT r.{DeclaredShape.LoadId}{string.Concat(levels.Select(level => $", CAST({level.Value} AS VARCHAR)"))} FROM {rows} AS r");
        using var reader = command.ExecuteReader();
        var found = new List<(string, long)>();
        while (reader.Read())
        {
            found.Add((
                string.Join('/', levels.Select((level, index) =>
                    $"{level.Name}={(reader.IsDBNull(index + 1) ? HivePath.Nothing : HivePath.Escape(reader.GetString(index + 1)))}")),
                reader.GetInt64(0)));
        }

        return found;
    }

    /// <summary>Leaves of each partition the rows of the file that landed last, to follow a selection of staged rows.</summary>
    public static string OfTheNewest(LakeTable table, IReadOnlyList<ShapeColumn> columns) =>
        $" AS r QUALIFY r.{DeclaredShape.LoadId} = max(r.{DeclaredShape.LoadId}) OVER (PARTITION BY {string.Join(", ", LakeLevel.Of(table, columns).Select(level => level.Value))})";

    /// <summary>Whether a row <c>r</c> is in no partition that other rows are in, as SQL.</summary>
    public static string IsElsewhere(LakeTable table, IReadOnlyList<ShapeColumn> columns, string rows)
    {
        var place = Place(table, columns);
        return $"{place} NOT IN (SELECT DISTINCT {place} FROM {rows} AS r)";
    }

    /// <summary>What replacing partitions would take away, and what it would add. The history has the files of the load already.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="table">The table, as its files are to be laid out.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="stage">Where the rows wait.</param>
    /// <param name="undone">The load whose rows go; zero when none is undone.</param>
    public static (string Before, string After) Compare(
        Rental rental, LakeTable table, IReadOnlyList<ShapeColumn> columns, string stage, long undone)
    {
        var place = Place(table, columns);
        var own = string.Create(CultureInfo.InvariantCulture, $"{DeclaredShape.LoadId} = {undone}");
        var standing = $"(SELECT * FROM {TableName.Quote(table.Name)} WHERE NOT {own})";
        string Newest(string rows) =>
            $"SELECT {place} AS place, max(h.version) AS version FROM {rows} AS r JOIN weir.load_history AS h ON h.load_id = r.{DeclaredShape.LoadId} GROUP BY place";
        rental.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE weir_replaced_places AS
            SELECT place FROM ({Newest(stage)}) AS n LEFT JOIN ({Newest(standing)}) AS o USING (place) WHERE o.version IS NULL OR o.version < n.version
            """);
        string Replaced(string rows) => $"(SELECT r.* FROM {rows} AS r WHERE {own} OR {place} IN (SELECT place FROM temp.weir_replaced_places))";
        return (Replaced(TableName.Quote(table.Name)), Replaced($"(SELECT * FROM {stage}{OfTheNewest(table, columns)})"));
    }

    /// <summary>What the history says of the files of a partition: the one load whose rows they have, or that the new one cannot be undone.</summary>
    private static (string Partition, long LoadId) StoodIn(IGrouping<string, LakeFile> files, long next)
    {
        var first = files.First().FirstLoad;
        return (files.Key, files.All(file => file.FirstLoad == first && file.LastLoad == first) ? first : -next);
    }

    /// <summary>The partition of a row <c>r</c>, as SQL.</summary>
    private static string Place(LakeTable table, IReadOnlyList<ShapeColumn> columns)
    {
        var values = LakeLevel.Of(table, columns).Select(level => $"coalesce(CAST({level.Value} AS VARCHAR), '{HivePath.Nothing}')");
        return $"[{string.Join(", ", values)}]";
    }

    /// <summary>The partitions that each file of a load has rows for.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="change">What becomes of the table's files.</param>
    /// <param name="columns">The table's columns.</param>
    /// <param name="stage">Where the rows of several files wait; none when those of the one file are written.</param>
    /// <param name="fresh">What was written of the one file.</param>
    /// <param name="records">What became of the files.</param>
    public static IReadOnlyList<(string Partition, LoadRecord Load)> Brought(
        Rental rental, LakeChange change, IReadOnlyList<ShapeColumn> columns, string? stage, IReadOnlyList<LakeFile> fresh,
        IReadOnlyList<LoadRecord> records)
    {
        if (stage is null)
        {
            var own = records.FirstOrDefault(r => r.Status is LoadStatus.Loaded or LoadStatus.PartiallyLoaded);
            return own is null ? [] : [.. fresh.Select(file => file.Partition).Distinct().Select(partition => (partition, own))];
        }

        var byId = records.ToDictionary(r => r.LoadId);
        return [.. Of(rental, change.Table, columns, stage).Select(found => (found.Partition, byId[found.LoadId]))];
    }

    /// <summary>Takes away what is replaced, and of what is new that which is older than what stands in its partition.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="change">What becomes of the table's files.</param>
    /// <param name="standing">Those of its files that were there before.</param>
    /// <param name="brought">The partitions that each new file has rows for.</param>
    public static void Replace(
        Rental rental, LakeChange change, IReadOnlyList<LakeFile> standing, IReadOnlyList<(string Partition, LoadRecord Load)> brought)
    {
        var newest = brought.GroupBy(one => one.Partition, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Select(one => one.Load).MaxBy(load => load.LoadId)!, StringComparer.Ordinal);
        var before = standing.Where(file => newest.ContainsKey(file.Partition)).ToList();
        var late = before.Where(file => file.Version >= newest[file.Partition].File.Version)
            .Select(file => file.Partition)
            .ToHashSet(StringComparer.Ordinal);
        change.Remove([.. before.Where(file => !late.Contains(file.Partition)), .. change.Files.Except(standing).Where(file => late.Contains(file.Partition))]);
        change.Stamp(newest);
        PartitionHistory.Add(
            rental,
            change.Table.Name,
            [
                .. brought.Select(one => (one.Partition, one.Load.LoadId)),
                .. before.GroupBy(file => file.Partition, StringComparer.Ordinal).Select(same => StoodIn(same, newest[same.Key].LoadId)),
            ]);
        Standing.Forget(rental, change.Table.Name);
    }
}

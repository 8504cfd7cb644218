using Weir.Engine.Warehouses;
using Weir.Local.Warehouses;
using Weir.Tables;

namespace Weir.Local.Lake;

/// <summary>Finds the files that staged rows have to do with, so that no others are written again.</summary>
internal static class LakeMerge
{
    /// <summary>
    /// The files in which keys of the staged rows can be: where the key tells the partition, those of the same partitions; else all.
    /// </summary>
    public static IReadOnlyList<LakeFile> Near(
        Rental rental, LakeChange change, IReadOnlyList<ShapeColumn> columns, string stage, MergeDefinition merge)
    {
        var fields = change.Table.Storage.PartitionBy;
        if (fields.Count == 0 || !fields.All(field => merge.PrimaryKey.Contains(field.Column, StringComparer.OrdinalIgnoreCase)))
        {
            return change.Files;
        }

        var partitions = LakePartitions.Of(rental, change.Table, columns, stage).Select(found => found.Partition).ToHashSet(StringComparer.Ordinal);
        return [.. change.Files.Where(file => partitions.Contains(file.Partition))];
    }

    /// <summary>Those of some files that have rows with a key of a staged one.</summary>
    public static IReadOnlyList<LakeFile> Touched(
        Rental rental, LakeChange change, IReadOnlyList<ShapeColumn> columns, IReadOnlyList<LakeFile> files, string stage, string sameKey)
    {
        if (files.Count == 0)
        {
            return [];
        }

        using var command = rental.Connection.CreateCommand(
            $"""
            SELECT DISTINCT {LakeView.File} FROM ({change.Select(columns, files, named: true)}) AS standing
            WHERE EXISTS (SELECT 1 FROM {stage} AS staged WHERE {sameKey})
            """);
        using var reader = command.ExecuteReader();
        var byPath = files.ToDictionary(change.Table.PathOf);
        var touched = new List<LakeFile>();
        while (reader.Read())
        {
            touched.Add(byPath[reader.GetString(0)]);
        }

        return touched;
    }
}

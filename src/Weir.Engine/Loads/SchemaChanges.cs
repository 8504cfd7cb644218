using Weir.Engine.Warehouses;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Engine.Loads;

/// <summary>Says of changes of tables which file asked for them.</summary>
internal static class SchemaChanges
{
    /// <param name="changes">What was changed.</param>
    /// <param name="records">What became of the files of the load. What no single file asked for is told of the first.</param>
    public static IReadOnlyList<SchemaChange> Of(IReadOnlyList<ShapeChange> changes, IReadOnlyList<LoadRecord> records)
    {
        if (changes.Count == 0)
        {
            return [];
        }

        var recordsById = records.ToDictionary(record => record.LoadId);
        var first = records.MinBy(record => record.LoadId)!;
        return [.. changes.Select(change => Of(change, change.LoadId is { } id ? recordsById[id] : first))];
    }

    private static SchemaChange Of(ShapeChange change, LoadRecord record) => new()
    {
        Table = change.Table,
        Kind = change.Kind,
        Column = change.Column,
        OldValue = change.OldValue,
        NewValue = change.NewValue,
        LoadId = record.LoadId,
        File = record.File.Name,
        ChangedAt = record.LoadedAt,
    };
}

using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Tables;

namespace Weir.Engine.Loads;

/// <summary>The events that tell how the schemas of tables changed: one for each table that a load changed.</summary>
internal static class SchemaEvents
{
    /// <param name="changes">The changes of loads. Tables that were made tell of themselves by their first rows.</param>
    /// <param name="generation">How many runs led to the loads.</param>
    public static IReadOnlyList<Event> Of(IReadOnlyList<SchemaChange> changes, int generation)
    {
        var made = changes.Where(change => change.Kind == SchemaChangeKind.TableCreated).Select(change => change.Table).ToHashSet();
        return [.. changes.Where(change => !made.Contains(change.Table)).GroupBy(change => (change.Table, change.LoadId)).Select(same => Of(same, generation))];
    }

    private static Event Of(IGrouping<(string Table, long LoadId), SchemaChange> changes, int generation)
    {
        var first = changes.First();
        return new Event
        {
            Id = EventId.Of(first.ChangedAt, FormattableString.Invariant($"{Event.SchemaChanged}/{first.Table}/{first.LoadId}")),
            Type = Event.SchemaChanged,
            Time = first.ChangedAt,
            Data = EventData.Of(
                ("table", first.Table),
                ("changes", string.Join(", ", changes.Select(Text))),
                ("load_id", first.LoadId),
                ("file", first.File.ToString()),
                (EventData.Generation, (long)generation)),
        };
    }

    private static string Text(SchemaChange change) => change.Kind switch
    {
        SchemaChangeKind.ColumnAdded => $"{change.Column} added as {change.NewValue}",
        SchemaChangeKind.TypeWidened => $"{change.Column} widened from {change.OldValue} to {change.NewValue}",
        _ => $"{change.OldValue} renamed to {change.NewValue}",
    };
}

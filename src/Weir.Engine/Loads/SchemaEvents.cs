using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Tables;

namespace Weir.Engine.Loads;

/// <summary>The events that tell how the schemas of tables changed: one for each table that a load changed.</summary>
internal static class SchemaEvents
{
    /// <param name="changes">The changes of a load.</param>
    /// <param name="table">The table that was loaded. A child table that is made for a list which is new counts as a change of it.</param>
    /// <param name="generation">How many runs led to the load.</param>
    public static IReadOnlyList<Event> Of(IReadOnlyList<SchemaChange> changes, string table, int generation) =>
    [
        .. SchemaNews.Of(changes)
            .Where(change => change.Kind != SchemaChangeKind.TableCreated || change.Table != table)
            .GroupBy(change => (change.Kind == SchemaChangeKind.TableCreated ? table : change.Table, change.LoadId))
            .Select(same => Of(same, generation)),
    ];

    private static Event Of(IGrouping<(string Table, long LoadId), SchemaChange> changes, int generation)
    {
        var first = changes.First();
        return new Event
        {
            Id = EventId.Of(first.ChangedAt, FormattableString.Invariant($"{Event.SchemaChanged}/{changes.Key.Table}/{first.LoadId}")),
            Type = Event.SchemaChanged,
            Time = first.ChangedAt,
            Data = EventData.Of(
                ("table", changes.Key.Table),
                ("changes", string.Join(", ", changes.Select(Text))),
                ("load_id", first.LoadId),
                ("file", first.File.ToString()),
                (EventData.Generation, (long)generation)),
        };
    }

    private static string Text(SchemaChange change) => change.Kind switch
    {
        SchemaChangeKind.TableCreated => $"{change.Table} made",
        SchemaChangeKind.ColumnAdded => $"{change.Column} added as {change.NewValue}",
        SchemaChangeKind.TypeWidened => $"{change.Column} widened from {change.OldValue} to {change.NewValue}",
        _ => $"{change.OldValue} renamed to {change.NewValue}",
    };
}

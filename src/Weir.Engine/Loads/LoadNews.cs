using Weir.Engine.Outbox;
using Weir.Engine.Telemetry;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Engine.Loads;

/// <summary>The events that tell of a load of one table.</summary>
/// <param name="table">The table.</param>
/// <param name="landings">The events of the files.</param>
internal sealed class LoadNews(TableDefinition table, IReadOnlyList<Event> landings)
{
    /// <summary>One for the rows, when somebody waits for them, one for the files that failed, when somebody is told of them, and one for what is new about the schema of each table.</summary>
    public IReadOnlyList<Event> Of(IReadOnlyList<LoadRecord> records, IReadOnlyList<SchemaChange> changes)
    {
        var loaded = table.TellsOfLoads ? records.Where(record => record.RowsLoaded > 0).ToList() : [];
        var failed = table.TellsOfFailures ? records.Where(record => record.Status == LoadStatus.LoadFailed).ToList() : [];
        return loaded.Count + changes.Count + failed.Count == 0
            ? []
            :
            [
                .. SchemaEvents.Of(changes, table.Name, Generation),
                .. loaded.Count == 0 ? (Event[])[] : [Loaded(loaded)],
                .. failed.Count == 0 ? (Event[])[] : [FailureEvents.Of(table.Name, failed, Generation)],
            ];
    }

    /// <summary>A load is what the longest chain of runs before it led to.</summary>
    private int Generation => landings.Select(landing => landing.Generation).DefaultIfEmpty().Max();

    /// <summary>Of several arrivals, it follows the first.</summary>
    private string? Trace => landings.Count == 0 ? Traces.Current : Traces.After(landings[0]);

    private Event Loaded(List<LoadRecord> records)
    {
        var last = records.MaxBy(record => record.LoadId)!;
        return new Event
        {
            Id = EventId.Of(last.LoadedAt, FormattableString.Invariant($"{Event.TableLoaded}/{table.Name}/{last.LoadId}")),
            Type = Event.TableLoaded,
            Time = last.LoadedAt,
            Data = EventData.Of(
            [
                ("table", table.Name),
                ("rows", records.Sum(record => record.RowsLoaded)),
                ("files", (long)records.Count),
                ("load_id", last.LoadId),
                (EventData.Generation, (long)Generation),
                .. Trace is { } trace ? [(EventData.Trace, trace)] : Array.Empty<(string, object?)>(),
            ]),
        };
    }
}

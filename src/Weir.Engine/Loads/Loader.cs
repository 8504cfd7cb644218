using Weir.Engine.Loads.Reading;
using Weir.Engine.Notifications;
using Weir.Engine.Objects;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Engine.Loads;

/// <summary>Loads files into a table, once each: what the ledger knows is passed over, the rest is staged and published.</summary>
internal sealed class Loader(IObjectStore objects, IWarehouse warehouse, IFlowObserver observer, TimeProvider time)
{
    /// <summary>Loads the files of these events in one transaction. Returning means that every one of them is accounted for.</summary>
    /// <exception cref="Weir.Failures.RefusedException">The table and the files do not go together; nothing was published.</exception>
    /// <exception cref="Weir.Failures.UnavailableException">The warehouse is unavailable; nothing was published.</exception>
    public async Task LoadAsync(
        TableDefinition table, IReadOnlyList<Event> events, string projectRevision, CancellationToken cancellationToken)
    {
        var fresh = await FreshOf(table, events, cancellationToken);
        if (fresh.Count == 0)
        {
            return;
        }

        var firstLoadId = await warehouse.TakeLoadIdsAsync(fresh.Count, cancellationToken);
        var files = fresh.Select((e, index) => new LoadFile(e.Object!, firstLoadId + index)).ToList();
        using var quarantine = new Quarantine();
        var batch = new FileBatch(files, objects.OpenRead, quarantine, ReadingLimits.Default);
        var inputs = await LoadInputs.OfAsync(table, batch, warehouse, cancellationToken);

        await using var staged = await warehouse.StageAsync(inputs, cancellationToken);
        var own = staged.Files.ToDictionary(f => f.LoadId);
        var records = batch.Tallies
            .Zip(fresh, (tally, e) => RecordOf(table, e, tally, projectRevision))
            .Select(record => own.TryGetValue(record.LoadId, out var file) ? Counted(record, file) : record)
            .ToList();
        await staged.PublishAsync(records, quarantine.Rows, cancellationToken);
        observer.Loaded(records);
    }

    /// <summary>The events whose files are not in the table yet, one for each content.</summary>
    private async Task<IReadOnlyList<Event>> FreshOf(
        TableDefinition table, IReadOnlyList<Event> events, CancellationToken cancellationToken)
    {
        var distinct = events.DistinctBy(e => (e.Object!.Name, e.Object.ETag)).ToList();
        var loaded = await warehouse.FindLoadedAsync(table.Name, [.. distinct.Select(e => e.Object!)], cancellationToken);
        return loaded.Count == 0 ? distinct : [.. distinct.Where(e => !loaded.Contains(e.Object!))];
    }

    private LoadRecord RecordOf(TableDefinition table, Event @event, FileTally tally, string projectRevision) => new()
    {
        LoadId = tally.File.LoadId,
        Table = table.Name,
        File = tally.File.Object,
        Status = tally.Status,
        RowsParsed = tally.RowsParsed,
        RowsLoaded = tally.RowsLoaded,
        RowsQuarantined = tally.RowsQuarantined,
        FirstError = tally.FirstError,
        RunId = @event.EmittedBy,
        ProjectRevision = projectRevision,
        LoadedAt = time.GetUtcNow(),
    };

    /// <summary>The record of a file that the warehouse read itself, with the warehouse's own figures.</summary>
    private static LoadRecord Counted(LoadRecord record, StagedFile file) => record with
    {
        Status = (file.RowsQuarantined, file.RowsLoaded) switch
        {
            (0, _) => LoadStatus.Loaded,
            (_, 0) => LoadStatus.LoadFailed,
            _ => LoadStatus.PartiallyLoaded,
        },
        RowsParsed = file.RowsParsed,
        RowsLoaded = file.RowsLoaded,
        RowsQuarantined = file.RowsQuarantined,
        FirstError = file.FirstError,
    };
}

using System.Globalization;

using Weir.Checks;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Objects;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Failures;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Engine.Loads;

/// <summary>What the loads of one table have in common: how files are staged, and how they are recorded.</summary>
internal sealed class LoadWork(
    TableDefinition table, string projectRevision, IObjectStore objects, IWarehouse warehouse, TimeProvider time)
{
    public TableDefinition Table => table;

    /// <summary>Reads files, stages their rows and tests them. The stage is the caller's to publish or to drop.</summary>
    /// <exception cref="RefusedException">WEIR6030: a test cannot be run.</exception>
    public async Task<StagedFiles> StageAsync(IReadOnlyList<Event> events, CancellationToken cancellationToken)
    {
        var broken = new Dictionary<TestDefinition, string>();
        while (true)
        {
            var staged = await StageUntestedAsync(events, cancellationToken);
            try
            {
                return table.Tests.Count == 0 || events.Count == 0
                    ? staged
                    : await staged.CheckAsync(new LoadTests(table, broken), cancellationToken);
            }
            catch (BrokenTestException found) when (found.Test.Severity == TestSeverity.Warn && !broken.ContainsKey(found.Test))
            {
                // A test that only warns holds nothing up. The rows that were staged went with it.
                await staged.DisposeAsync();
                broken.Add(found.Test, found.Failure.Message);
            }
            catch (BrokenTestException found)
            {
                await staged.DisposeAsync();
                throw new RefusedException(found.Failure, found);
            }
            catch
            {
                await staged.DisposeAsync();
                throw;
            }
        }
    }

    private async Task<StagedFiles> StageUntestedAsync(IReadOnlyList<Event> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
        {
            return new StagedFiles(await warehouse.StageAsync([], cancellationToken), [], new Quarantine(), new LoadNews(table, []));
        }

        var firstLoadId = await warehouse.TakeLoadIdsAsync(events.Count, cancellationToken);
        var files = events.Select((e, index) => new LoadFile(e.Object!, firstLoadId + index)).ToList();
        var quarantine = new Quarantine();
        try
        {
            var batch = new FileBatch(files, objects.OpenRead, quarantine, ReadingLimits.Default) { Format = table.FormatOptions };
            var inputs = await LoadInputs.OfAsync(table, batch, warehouse, cancellationToken);
            var bytes = files.Sum(file => file.Object.Size);
            var stage = await warehouse.StageAsync([.. inputs.Select(Told)], cancellationToken);
            var own = stage.Files.ToDictionary(f => f.LoadId);
            var records = batch.Tallies
                .Zip(events, RecordOf)
                .Select(record => own.TryGetValue(record.LoadId, out var file) ? Counted(record, file) : record);
            return new StagedFiles(stage, [.. records], quarantine, new LoadNews(table, events));

            LoadInput Told(LoadInput input) => input with { Bytes = bytes, FileCount = files.Count, Storage = table.Storage, IsTested = table.Tests.Count > 0 };
        }
        catch
        {
            quarantine.Dispose();
            throw;
        }
    }

    /// <summary>The records of files that are not read any more.</summary>
    public async Task<IReadOnlyList<LoadRecord>> SupersededAsync(IReadOnlyList<Event> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
        {
            return [];
        }

        var firstLoadId = await warehouse.TakeLoadIdsAsync(events.Count, cancellationToken);
        return
        [
            .. events.Select((e, index) =>
                RecordOf(new FileTally(new LoadFile(e.Object!, firstLoadId + index)), e) with { Status = LoadStatus.Superseded }),
        ];
    }

    private LoadRecord RecordOf(FileTally tally, Event @event) => new()
    {
        LoadId = tally.File.LoadId,
        Table = table.Name,
        File = tally.File.Object,
        Status = tally.Status,
        RowsParsed = tally.RowsParsed,
        RowsLoaded = tally.RowsLoaded,
        RowsQuarantined = tally.RowsQuarantined,
        FirstError = tally.FirstError,
        Note = NoteOn(tally),
        RunId = @event.EmittedBy,
        ProjectRevision = projectRevision,
        LoadedAt = time.GetUtcNow(),
    };

    /// <summary>A path that is spelled wrongly gives no rows from any file, and no error either.</summary>
    private string? NoteOn(FileTally tally) => (tally.RowsParsed, tally.DocumentsWithoutRows) switch
    {
        (0, 1) => $"no rows: {table.Rows} leads nowhere in its document",
        (0, > 1 and var documents) => string.Create(CultureInfo.InvariantCulture, $"no rows: {table.Rows} leads nowhere in {documents} documents"),
        _ => null,
    };

    /// <summary>The record of a file that the warehouse read itself, with the warehouse's own figures.</summary>
    private static LoadRecord Counted(LoadRecord record, StagedFile file) => record with
    {
        Status = FileTally.StatusOf(file.RowsLoaded, file.RowsQuarantined),
        RowsParsed = file.RowsParsed,
        RowsLoaded = file.RowsLoaded,
        RowsQuarantined = file.RowsQuarantined,
        FirstError = file.FirstError,
    };
}

using Weir.Buckets;
using Weir.Engine.Objects;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Failures;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Engine.Loads;

/// <summary>Takes loads out of their tables. Where files replace one another, the one that stood before is loaded in the same transaction.</summary>
internal sealed class Unloading(
    IReadOnlyDictionary<string, TableDefinition> tables,
    string projectRevision,
    IObjectStore objects,
    IWarehouse warehouse,
    IReloads history,
    IUnloader unloader,
    TimeProvider time)
{
    /// <summary>Unloads one load.</summary>
    /// <param name="loadId">The load.</param>
    /// <param name="isDryRun">Whether only to say what would change.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    /// <exception cref="RefusedException">
    /// As of <see cref="IUnloader.UnloadAsync"/>. WEIR6065: the file that stood before is gone or holds another content.
    /// WEIR6066: no row of it would be published now.
    /// </exception>
    public async Task<Unloaded> UnloadAsync(long loadId, bool isDryRun, CancellationToken cancellationToken)
    {
        var load = await history.GetLoadAsync(loadId, cancellationToken);
        var table = tables.GetValueOrDefault(load.Table);
        return await FindEarlierAsync(load, table, cancellationToken) is { Files.Count: > 0 } earlier
            ? await RestoreAsync(table!, load, earlier, isDryRun, cancellationToken)
            : await unloader.UnloadAsync(loadId, table, isDryRun, cancellationToken);
    }

    /// <summary>The files whose rows take the place of a load's when it is undone.</summary>
    private async Task<EarlierFiles> FindEarlierAsync(LoadRecord load, TableDefinition? table, CancellationToken cancellationToken)
    {
        var stands = table?.WriteDisposition == WriteDisposition.Replace && (table.Storage is { ReplacesPartitions: true }
            || (await warehouse.FindStandingAsync(load.Table, cancellationToken))?.LoadId == load.LoadId);
        return stands && load.Status is LoadStatus.Loaded or LoadStatus.PartiallyLoaded ? await unloader.FindEarlierAsync(load, cancellationToken) : EarlierFiles.None;
    }

    private async Task<Unloaded> RestoreAsync(
        TableDefinition table, LoadRecord load, EarlierFiles earlier, bool isDryRun, CancellationToken cancellationToken)
    {
        var found = new List<StoredObject>();
        foreach (var file in earlier.Files)
        {
            found.Add(await FindAsync(load, file, cancellationToken));
        }

        // Of files that have rows for one partition, the one that landed last has the last load.
        var again = found.OrderBy(file => file.Version).Select(file => new Event { Id = EventId.New(time), Type = Event.ObjectReloaded, Time = time.GetUtcNow(), Object = file });
        var work = new LoadWork(table, projectRevision, objects, isDryRun ? new DryRun(warehouse) : warehouse, time);
        await using var staged = await work.StageAsync([.. again], cancellationToken);
        if (staged.Records.FirstOrDefault(record => record.Status == LoadStatus.LoadFailed) is { } failed)
        {
            throw new RefusedException(new Failure(
                "WEIR6066",
                $"Before load {load.LoadId}, {failed.File.Name} stood in {load.Table}, and nothing of it would be published now: {failed.FirstError}",
                "Land the file that is to stand in the table."));
        }

        // What is staged keeps other loads out, so nothing changes any more between this look and the end.
        if (!(await FindEarlierAsync(load, table, cancellationToken)).Files.SequenceEqual(earlier.Files))
        {
            throw new RefusedException(new Failure(
                "WEIR6021", $"Another file has just taken the place of load {load.LoadId} in {load.Table}.", "Nothing needs to be unloaded."));
        }

        var record = staged.Records[0];
        var next = new Publication([], [])
        {
            Standing = table.Storage is { ReplacesPartitions: true } ? null : new StandingFile(record.Table, record.LoadId, record.File),
            Unloads = load,
        };
        if (isDryRun)
        {
            return new Unloaded(load, 0) { Standing = found, Diffs = await staged.DiffAsync(next, cancellationToken) };
        }

        await staged.PublishAsync(next, cancellationToken);
        return new Unloaded(load with { Status = LoadStatus.Unloaded }, earlier.Rows) { Standing = found };
    }

    /// <summary>A file as it stands in its bucket.</summary>
    private async Task<StoredObject> FindAsync(LoadRecord load, StoredObject earlier, CancellationToken cancellationToken)
    {
        var found = await objects.FindAsync(earlier.Name, cancellationToken);
        return found?.ETag == earlier.ETag
            ? found
            : throw new RefusedException(new Failure(
                "WEIR6065",
                $"Before load {load.LoadId}, {earlier.Name} stood in {load.Table}, and it {(found is null ? "is not there any more" : "holds another content now")}.",
                "Land the file that is to stand in the table."));
    }
}

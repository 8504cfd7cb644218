using Weir.Buckets;
using Weir.Engine.Notifications;
using Weir.Engine.Objects;
using Weir.Engine.Telemetry;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Engine.Loads;

/// <summary>Loads files into a table, once each: what the ledger knows is passed over, the rest is staged and published.</summary>
internal sealed class Loader(IObjectStore objects, IWarehouse warehouse, IFlowObserver observer, TimeProvider time)
{
    /// <summary>Loads the files of these events. Returning means that every one of them is accounted for.</summary>
    /// <returns>What became of those that the ledger did not know.</returns>
    /// <exception cref="Weir.Failures.RefusedException">The table and the files do not go together; nothing was published.</exception>
    /// <exception cref="Weir.Failures.UnavailableException">The warehouse is unavailable; nothing was published.</exception>
    public async Task<IReadOnlyList<LoadRecord>> LoadAsync(
        TableDefinition table, IReadOnlyList<Event> events, string projectRevision, CancellationToken cancellationToken)
    {
        var work = new LoadWork(table, projectRevision, objects, warehouse, time);
        var published = new List<LoadRecord>();
        await (table.WriteDisposition == WriteDisposition.Replace && table.Storage is not { ReplacesPartitions: true }
            ? ReplaceAsync(work, events, published, cancellationToken)
            : AddAsync(work, events, published, cancellationToken));
        return published;
    }

    /// <summary>
    /// Loads all files in one transaction; a file that landed later has a later load. Added rows come once for each content;
    /// those that replace others for each landing, for a content that lands again is newer than what came in between.
    /// </summary>
    private async Task AddAsync(LoadWork work, IReadOnlyList<Event> events, List<LoadRecord> published, CancellationToken cancellationToken)
    {
        var inOrder = events.OrderBy(e => e.Object!.Version);
        var distinct = work.Table is { Merge: null, WriteDisposition: not WriteDisposition.Replace }
            ? inOrder.DistinctBy(e => (e.Object!.Name, e.Object.ETag))
            : inOrder.DistinctBy(e => e.Object!.Version);
        var fresh = await FreshOf(work, [.. distinct], cancellationToken);
        if (fresh.Count > 0)
        {
            await using var staged = await work.StageAsync(fresh, cancellationToken);
            await PublishAsync(staged, [], null, published, cancellationToken);
        }
    }

    /// <summary>
    /// Loads the newest file that has rows to give; those before it are not read any more. However files arrive, together or
    /// apart, in order or not, the table ends with the rows of the newest.
    /// </summary>
    private async Task ReplaceAsync(LoadWork work, IReadOnlyList<Event> events, List<LoadRecord> published, CancellationToken cancellationToken)
    {
        var standing = await warehouse.FindStandingAsync(work.Table.Name, cancellationToken);
        var newestFirst = events.DistinctBy(e => e.Object!.Version).OrderByDescending(e => e.Object!.Version).ToList();
        var fresh = await FreshOf(work, newestFirst, cancellationToken);
        foreach (var next in newestFirst.TakeWhile(e => standing is null || e.Object!.Version > standing.File.Version))
        {
            var older = fresh.Where(e => e.Object!.Version < next.Object!.Version).ToList();
            if (standing?.IsSame(next.Object!) == true)
            {
                await SupersedeAsync(work, older, standing with { File = next.Object! }, published, cancellationToken);
                return;
            }

            if (fresh.Contains(next) && await TryReplaceAsync(work, next, older, published, cancellationToken))
            {
                return;
            }
        }

        await SupersedeAsync(
            work, [.. fresh.Where(e => e.Object!.Version < standing?.File.Version)], standing: null, published, cancellationToken);
    }

    /// <returns>False when the file has no row that fits: it has failed, and what stood there stays.</returns>
    private async Task<bool> TryReplaceAsync(
        LoadWork work, Event next, IReadOnlyList<Event> older, List<LoadRecord> published, CancellationToken cancellationToken)
    {
        var superseded = await work.SupersededAsync(older, cancellationToken);
        await using var staged = await work.StageAsync([next], cancellationToken);
        var record = staged.Records[0];
        if (record.Status == LoadStatus.LoadFailed)
        {
            await PublishAsync(staged, [], null, published, cancellationToken);
            return false;
        }

        await PublishAsync(staged, superseded, new StandingFile(record.Table, record.LoadId, record.File), published, cancellationToken);
        return true;
    }

    /// <summary>Records that files came too late to be read.</summary>
    private async Task SupersedeAsync(
        LoadWork work, List<Event> late, StandingFile? standing, List<LoadRecord> published, CancellationToken cancellationToken)
    {
        if (late.Count > 0 || standing is not null)
        {
            var superseded = await work.SupersededAsync(late, cancellationToken);
            await using var staged = await work.StageAsync([], cancellationToken);
            await PublishAsync(staged, superseded, standing, published, cancellationToken);
        }
    }

    private async Task PublishAsync(
        StagedFiles staged, IReadOnlyList<LoadRecord> others, StandingFile? standing, List<LoadRecord> published, CancellationToken cancellationToken)
    {
        var (records, changes) = await staged.PublishAsync(new Publication(others, []) { Standing = standing }, cancellationToken);
        if (changes.Count > 0)
        {
            observer.SchemaChanged(changes);
        }

        if (records.Count > 0)
        {
            published.AddRange(records);
            Meters.Loaded(records);
            observer.Loaded(records);
        }
    }

    /// <summary>The events whose files the ledger does not know yet.</summary>
    private async Task<IReadOnlyList<Event>> FreshOf(LoadWork work, List<Event> events, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredObject> files = [.. events.Select(e => e.Object!)];
        var known = await warehouse.FindLoadedAsync(work.Table.Name, files, cancellationToken);
        return known.Count == 0 ? events : [.. events.Where(e => !known.Contains(e.Object!))];
    }
}

using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Objects;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Pipelines;
using Weir.Projects;

namespace Weir.Engine.Triggers.Backfills;

/// <summary>
/// Has a table load, or a pipeline run over, the files of a range that are in its buckets: page by page, each durably, so that
/// what was ended goes on where it was.
/// </summary>
internal sealed class Backfilling(
    ProjectDefinition project, IObjectStore objects, Reloading reloading, IEventLog log, IBackfills marks, TimeProvider time)
{
    /// <summary>Objects looked at for one page: a short moment, so that progress shows.</summary>
    private const int Page = 1_000;

    /// <summary>Sends the next page.</summary>
    /// <param name="target">The table or the pipeline.</param>
    /// <param name="range">Which of its files.</param>
    /// <param name="restart">Whether to begin again where it was ended before its end.</param>
    /// <param name="cancellationToken">Ends it; the next call goes on.</param>
    /// <returns>How far it has come with that.</returns>
    public async Task<BackfillMark> TurnAsync(Subscriber target, BackfillRange range, bool restart, CancellationToken cancellationToken)
    {
        var name = $"{target} {range}".TrimEnd();
        var mark = await marks.FindAsync(name, cancellationToken);
        if (mark is null || mark.FinishedAt is not null || restart)
        {
            mark = new BackfillMark(name, EventId.New(time).Value, time.GetUtcNow());
        }

        var filters = FiltersOf(target);
        var filter = filters[mark.Pattern];
        var listed = await objects.ListAsync(filter.Pattern.Bucket, filter.Pattern.Prefix, mark.After, Page, cancellationToken);
        var templates = target.Kind == SubscriberKind.Table ? project.Tables[target.Name].KeyTemplates : [];
        IReadOnlyList<StoredObject> files = [.. listed.Where(file => filter.Matches(file) && range.Has(file, templates))];
        var sent = target.Kind == SubscriberKind.Table
            ? await SendAsync(target.Name, files, cancellationToken)
            : await RunAsync(target, new EventId(mark.Id), files, cancellationToken);

        var isLast = listed.Count < Page || range.IsPast(listed[^1].Name.Key);
        var next = mark with
        {
            Pattern = isLast ? mark.Pattern + 1 : mark.Pattern,
            After = isLast ? null : listed[^1].Name.Key,
            Found = mark.Found + files.Count,
            Sent = mark.Sent + sent.Count,
            Bytes = mark.Bytes + sent.Sum(file => file.Size),
            FinishedAt = isLast && mark.Pattern + 1 == filters.Count ? time.GetUtcNow() : null,
        };

        // A page that was sent and not marked is sent again, which does nothing: tables know what they have, and events their ids.
        await marks.SaveAsync(next, cancellationToken);
        return next;
    }

    private IReadOnlyList<ObjectFilter> FiltersOf(Subscriber target) => target.Kind == SubscriberKind.Table
        ? [.. project.Tables[target.Name].Sources.Select(source => new ObjectFilter(source))]
        : [.. project.Pipelines[target.Name].Triggers.OfType<TriggerDefinition.ObjectCreated>().Select(trigger => trigger.Filter)];

    private async Task<IReadOnlyList<StoredObject>> SendAsync(string table, IReadOnlyList<StoredObject> files, CancellationToken cancellationToken)
    {
        var reloads = await reloading.ReloadAsync(files, table, isDryRun: false, cancellationToken);
        return [.. reloads.Where(reload => reload.IsDue).Select(reload => reload.File)];
    }

    private async Task<IReadOnlyList<StoredObject>> RunAsync(
        Subscriber pipeline, EventId backfill, IReadOnlyList<StoredObject> files, CancellationToken cancellationToken)
    {
        await log.AppendAsync(
            [
                .. files.Select(file => new RoutedEvent(
                    new Event
                    {
                        Id = EventId.From(backfill, $"{file.Name} {file.Version}"),
                        Type = Event.ObjectReloaded,
                        Time = time.GetUtcNow(),
                        Object = file,
                    },
                    [pipeline])),
            ],
            cancellationToken);
        return files;
    }
}

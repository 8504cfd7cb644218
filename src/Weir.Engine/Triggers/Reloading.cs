using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Tables;

namespace Weir.Engine.Triggers;

/// <summary>Has tables load files once more that landed before. It loads nothing itself: tables get deliveries as ever.</summary>
internal sealed class Reloading(IReadOnlyList<TableDefinition> tables, IReloads reloads, IEventLog log, TimeProvider time)
{
    /// <summary>Sends files to the tables that take them and in which they do not stand. Pipelines get nothing.</summary>
    /// <param name="files">Current versions.</param>
    /// <param name="only">The only table to send them to; every one that takes them when null.</param>
    /// <param name="isDryRun">Whether only to say what would be sent.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Every file with every table that takes it, also when it is not sent there.</returns>
    public async Task<IReadOnlyList<Reload>> ReloadAsync(
        IReadOnlyList<StoredObject> files, string? only, bool isDryRun, CancellationToken cancellationToken)
    {
        var all = new List<Reload>();
        foreach (var table in tables.Where(table => only is null || table.Name == only))
        {
            IReadOnlyList<StoredObject> taken = [.. files.Where(file => table.Sources.Any(source => source.Matches(file.Name)))];
            if (taken.Count == 0)
            {
                continue;
            }

            // The ledger lets files in before their deliveries are there. A crash in between leaves files that were never loaded,
            // for the next reload to find; the other way round, a delivery might be worked off before the ledger lets its file in.
            var known = isDryRun
                ? await reloads.DescribeAsync(table, taken, cancellationToken)
                : await reloads.ReleaseAsync(table, taken, cancellationToken);
            all.AddRange(taken.Select(file => new Reload(table.Name, file, known.TryGetValue(file, out var last) ? last : null)));
        }

        if (!isDryRun)
        {
            await log.AppendAsync([.. all.Where(reload => reload.IsDue).GroupBy(reload => reload.File).Select(RoutedEventOf)], cancellationToken);
        }

        return all;
    }

    private RoutedEvent RoutedEventOf(IGrouping<StoredObject, Reload> reloads)
    {
        var reloaded = new Event
        {
            Id = EventId.New(time),
            Type = Event.ObjectReloaded,
            Time = time.GetUtcNow(),
            Object = reloads.Key,
        };
        return new RoutedEvent(reloaded, [.. reloads.Select(reload => new Subscriber(SubscriberKind.Table, reload.Table))]);
    }
}

using Weir.Buckets;
using Weir.Engine.Notifications;
using Weir.Engine.Objects;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Tables;

namespace Weir.Engine.Loads;

/// <summary>Says what loading files would change about tables, and changes nothing.</summary>
internal sealed class Previewing(IObjectStore objects, IWarehouse warehouse, string projectRevision, TimeProvider time)
{
    /// <summary>Loads files, and drops them again.</summary>
    /// <param name="table">The table.</param>
    /// <param name="files">The files, all together: none of them stands in the table.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Weir.Failures.RefusedException">The table and the files do not go together.</exception>
    public async Task<Preview> PreviewAsync(TableDefinition table, IReadOnlyList<StoredObject> files, CancellationToken cancellationToken)
    {
        var run = new DryRun(warehouse);
        var events = files.Select(file => new Event { Id = EventId.New(time), Type = Event.ObjectReloaded, Time = time.GetUtcNow(), Object = file });
        await new Loader(objects, run, new SilentObserver(), time).LoadAsync(table, [.. events], projectRevision, cancellationToken);
        return new Preview(run.Records, run.Diffs);
    }
}

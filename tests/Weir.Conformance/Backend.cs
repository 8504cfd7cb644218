using Weir.Engine.Datasets;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Objects;
using Weir.Engine.Outbox;
using Weir.Engine.Runs;

namespace Weir.Conformance;

/// <summary>All ports of one fresh environment with the buckets <c>raw</c> and <c>curated</c>, and a clock by hand.</summary>
public abstract class Backend : IAsyncDisposable
{
    public ManualTime Time { get; } = new();

    internal abstract IEventLog Log { get; }

    internal abstract IDeliveryQueue Queue { get; }

    internal abstract IBacklog Backlog { get; }

    internal abstract IDeadLetters DeadLetters { get; }

    internal abstract IRunLog Runs { get; }

    internal abstract IRunSearch RunSearch { get; }

    internal abstract IRunSignals Signals { get; }

    internal abstract IHistory History { get; }

    internal abstract IOutbox Outbox { get; }

    internal abstract IObjectStore Objects { get; }

    internal abstract IObjectWriter Writer { get; }

    internal abstract IDatasets Datasets { get; }

    internal abstract IDatasetWriter DatasetWriter { get; }

    internal abstract IUploads Uploads { get; }

    internal abstract IUploadParts UploadParts { get; }

    /// <summary>Opens a fresh environment.</summary>
    public abstract Task OpenAsync();

    /// <summary>Ends the process, as it were, and starts the next on the same environment.</summary>
    public abstract Task RestartAsync();

    /// <summary>Lets the housekeeping delete what nobody needs any more.</summary>
    public abstract Task SweepAsync();

    public abstract ValueTask DisposeAsync();
}

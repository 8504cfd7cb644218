using Weir.Buckets;
using Weir.Engine.Datasets;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Objects;
using Weir.Engine.Outbox;
using Weir.Engine.Runs;
using Weir.Local;

namespace Weir.Conformance.Local;

/// <summary>The embedded backend, in a folder of its own.</summary>
/// <param name="areFolders">Whether the buckets are ordinary folders.</param>
public sealed class LocalBackend(bool areFolders = false) : Backend
{
    private readonly string _project = Directory.CreateTempSubdirectory("weir-").FullName;
    private LocalEnvironment? _environment;

    internal override IEventLog Log => Open.Events;

    internal override IDeliveryQueue Queue => Open.Deliveries;

    internal override IBacklog Backlog => Open.Backlog;

    internal override IDeadLetters DeadLetters => Open.DeadLetters;

    internal override IRunLog Runs => Open.Runs;

    internal override IRunSearch RunSearch => Open.RunSearch;

    internal override IRunSignals Signals => Open.Signals;

    internal override IHistory History => Open.History;

    internal override IOutbox Outbox => Open.Outbox;

    internal override IObjectStore Objects => Open.Objects;

    internal override IObjectWriter Writer => Open.ObjectWriter;

    internal override IDatasets Datasets => Open.Datasets;

    internal override IDatasetWriter DatasetWriter => Open.DatasetWriter;

    internal override IUploads Uploads => Open.Uploads;

    internal override IUploadParts UploadParts => Open.UploadParts;

    private LocalEnvironment Open => _environment ?? throw new InvalidOperationException("It is not open.");

    public override async Task OpenAsync() => _environment = await LocalEnvironment.OpenAsync(
        _project,
        "local",
        [BucketOf("raw"), BucketOf("curated")],
        TimeSpan.Zero,
        Time,
        CancellationToken.None);

    public override Task RestartAsync()
    {
        Open.Dispose();
        return OpenAsync();
    }

    public override Task SweepAsync() => Open.SweepAsync(CancellationToken.None);

    public override ValueTask DisposeAsync()
    {
        _environment?.Dispose();
        Directory.Delete(_project, recursive: true);
        return ValueTask.CompletedTask;
    }

    private BucketDefinition BucketOf(string name) => new() { Name = name, Path = areFolders ? name : null };
}

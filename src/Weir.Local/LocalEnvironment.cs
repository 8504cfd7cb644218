using Weir.Buckets;
using Weir.Engine.Access;
using Weir.Engine.Datasets;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Objects;
using Weir.Engine.Outbox;
using Weir.Engine.Runs;
using Weir.Engine.Triggers.Alarms;
using Weir.Engine.Triggers.Schedules;
using Weir.Failures;
using Weir.Local.Access;
using Weir.Local.Alarms;
using Weir.Local.Datasets;
using Weir.Local.Deliveries;
using Weir.Local.Events;
using Weir.Local.Objects;
using Weir.Local.Outbox;
using Weir.Local.Runs;
using Weir.Local.Schedules;
using Weir.Local.State;
using Weir.Local.Uploads;
using Weir.Runs;

namespace Weir.Local;

/// <summary>One environment on this machine: its state, its objects and its lock, for as long as the process works on it.</summary>
internal sealed class LocalEnvironment : IDisposable
{
    /// <summary>How long an upload is kept to which nothing is added.</summary>
    private static readonly TimeSpan UploadsKept = TimeSpan.FromDays(7);

    private readonly EnvironmentLock _lock;
    private readonly StateFile _file;
    private readonly StateWriter _writer;
    private readonly StateReaders _readers;
    private readonly DiskThreads _disk;
    private readonly FileObjectStore _objects;
    private readonly FileDatasetWriter _datasetWriter;
    private readonly FolderWatch _watch;
    private readonly PlacementLog _placements;
    private readonly BucketFolders _folders;
    private readonly SubscriberQueues _queues;
    private readonly FileUploads _uploads;

    private LocalEnvironment(
        string folder, EnvironmentLock held, StateFile file, StateWriter writer, StateReaders readers, SubscriberQueues queues,
        IReadOnlyList<RunId> signalled, BucketFolders buckets, PlacementLog placements, TimeProvider time)
    {
        Folder = folder;
        _lock = held;
        _file = file;
        _writer = writer;
        _readers = readers;
        _placements = placements;
        _folders = buckets;
        _queues = queues;
        _disk = new DiskThreads(most: 32);
        writer.Reopened = () => queues.ReadFrom(0);
        var log = new SqliteEventLog(writer, readers, queues, placements.Landed, time);
        (Events, Landings) = (log, log);
        Backlog = new SqliteBacklog(writer, queues);
        DeadLetters = new SqliteDeadLetters(writer, readers, queues);
        Runs = new SqliteRunLog(writer, readers);
        RunSearch = new SqliteRunSearch(readers);
        FlowCounts = new SqliteFlowCounts(readers);
        History = new SqliteHistory(writer, time);
        Schedules = new SqliteScheduleMarks(writer, readers);
        OneShots = new SqliteOneShots(readers);
        Alarms = new SqliteAlarmMarks(writer, readers);
        Metrics = new SqliteFlowMetrics(readers);
        var access = new SqliteAccess(writer, readers);
        (Users, Tokens, Sessions, Audit) = (access, access, access, access);
        _objects = new FileObjectStore(buckets, writer, readers);
        var outbox = new SqliteOutbox(writer, readers, placements.Landed, _objects.Leave);
        var runs = new SignalledRuns(queues, signalled);
        Signals = new SqliteRunSignals(writer, readers, runs, time);
        Deliveries = new SqliteDeliveryQueue(writer, readers, queues, outbox.Signal, runs, time);
        Outbox = outbox;
        var versions = new ObjectVersions(writer.Counters.Version, time);
        var (contents, syncs) = (new ContentFiles(_disk), new FolderSyncs(_disk));
        var objectWriter = new FileObjectWriter(buckets, versions, contents, syncs, _disk, time);
        ObjectWriter = objectWriter;
        var datasets = new SqliteDatasets(buckets, writer, readers);
        Datasets = datasets;
        DatasetWriter = _datasetWriter = new FileDatasetWriter(objectWriter, datasets, readers, outbox, time);
        _uploads = new FileUploads(Path.Combine(folder, "uploads"), contents, syncs, versions, time);
        _uploads.Sweep(UploadsKept);
        _watch = new FolderWatch(buckets, new FolderIndex(writer, readers), versions, new FolderWatchOptions(), time);
    }

    /// <summary>The environment's folder: <c>.weir/NAME</c> in the project's.</summary>
    public string Folder { get; }

    public IEventLog Events { get; }

    public ILandings Landings { get; }

    public IDeliveryQueue Deliveries { get; }

    public IBacklog Backlog { get; }

    public IDeadLetters DeadLetters { get; }

    public IRunLog Runs { get; }

    public IRunSearch RunSearch { get; }

    public IFlowCounts FlowCounts { get; }

    public IRunSignals Signals { get; }

    public IHistory History { get; }

    public IOutbox Outbox { get; }

    public IScheduleMarks Schedules { get; }

    public IOneShots OneShots { get; }

    public IAlarmMarks Alarms { get; }

    public IFlowMetrics Metrics { get; }

    public IUsers Users { get; }

    public ITokens Tokens { get; }

    public ISessions Sessions { get; }

    public IAuditLog Audit { get; }

    public IObjectStore Objects => _objects;

    public IObjectAttributes ObjectAttributes => _objects;

    public IObjectWriter ObjectWriter { get; }

    public IDatasets Datasets { get; }

    public IDatasetWriter DatasetWriter { get; }

    public IUploads Uploads => _uploads;

    public IUploadParts UploadParts => _uploads;

    public IObjectWatch Watch => _watch;

    /// <summary>Opens an environment, making it when it is not there.</summary>
    /// <param name="project">The project's folder.</param>
    /// <param name="name">The environment's name, such as <c>local</c>.</param>
    /// <param name="buckets">The buckets that the project declares.</param>
    /// <param name="patience">How long to wait for another process that has it open.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="isThrownAway">Whether nobody needs its state after this process, so that the disk is not waited for. No by default.</param>
    /// <exception cref="RefusedException">
    /// WEIR4001, WEIR4002, WEIR4004: the state file cannot be used. WEIR4005: another process has the environment open.
    /// </exception>
    /// <exception cref="UnavailableException">WEIR3003, WEIR4003: the disk is full or refuses.</exception>
    public static async Task<LocalEnvironment> OpenAsync(
        string project,
        string name,
        IReadOnlyList<BucketDefinition> buckets,
        TimeSpan patience,
        TimeProvider time,
        CancellationToken cancellationToken,
        bool isThrownAway = false)
    {
        var folder = Path.Combine(Path.GetFullPath(project), StateFolder.Name, name);
        MakeFolder(folder);
        var held = await EnvironmentLock.TakeAsync(folder, patience, time, cancellationToken);
        StateWriter? writer = null;
        StateReaders? readers = null;
        try
        {
            var file = new StateFile(Path.Combine(folder, "state.db"));
            writer = new StateWriter(file, isThrownAway ? _ => { } : null);
            readers = new StateReaders(file);
            var stored = await readers.ReadAsync(tables => tables.Subscribers.All(), cancellationToken);
            var signalled = await readers.ReadAsync(tables => tables.Signals.Runs(), cancellationToken);
            var folders = new BucketFolders(folder, project, buckets, time);
            var log = Path.Combine(folder, "placed.log");
            var landed = writer.Counters.Version;
            await readers.ReadAsync(tables => Orphans.Sweep(log, folders, tables, landed), cancellationToken);
            await readers.ReadAsync(tables => folders.DeleteForgotten(version => tables.Garbage.Has(version) || tables.Objects.Has(version)), cancellationToken);
            folders.Prepare();
            var placements = new PlacementLog(log, landed);
            folders.Note(placements);
            return new LocalEnvironment(
                folder, held, file, writer, readers, new SubscriberQueues(stored, writer.Counters, time), signalled, folders, placements, time);
        }
        catch
        {
            readers?.Dispose();
            writer?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Deletes the contents of versions that no name finds any more and no delivery is about.</summary>
    /// <returns>How many went.</returns>
    public Task<int> SweepAsync(CancellationToken cancellationToken) => _objects.SweepAsync(cancellationToken);

    /// <summary>Where a version's content lies, for a reader that takes only paths.</summary>
    /// <exception cref="RefusedException">WEIR3004: the content is gone or was changed.</exception>
    public string PathOf(StoredObject version) => _objects.PathOf(version);

    /// <summary>Where a table has its files in a bucket.</summary>
    /// <exception cref="RefusedException">WEIR3002: there is no such bucket.</exception>
    public TablePlace PlaceOf(string bucket, string prefix, string table) => _folders.PlaceOf(bucket, prefix, table);

    /// <summary>Where contents and tables' files are; nothing else is, such as secrets.</summary>
    public IReadOnlyList<string> ContentFolders => _folders.Contents;

    /// <summary>
    /// What waits at a moment when nothing is due, nothing is on its way to the disk, and nothing that was emitted is to become deliveries;
    /// none when something is.
    /// </summary>
    public QueueRest? FindRest()
    {
        // All that changes the queues is written first, or happens with the clock: nothing was overlooked when nothing was written meanwhile.
        return _writer.Rested is { } before
            && _queues.FindRest() is { } rest
            && _writer.Counters is { Posted: 0, Open: var open }
            && open == rest.Open
            && _writer.Rested == before
            ? rest
            : null;
    }

    /// <summary>Has everybody who waits for a delivery look at the clock, which was moved on.</summary>
    public void TellOfTime() => _queues.Tell();

    /// <summary>Makes sure that the environment's own files are still those that were opened.</summary>
    /// <exception cref="RefusedException">WEIR4006: one was deleted or replaced.</exception>
    public void Check()
    {
        _lock.Check();
        _file.Check();
    }

    /// <summary>Closes everything; what was asked for before is durable then.</summary>
    public void Dispose()
    {
        _watch.Dispose();
        _datasetWriter.Dispose();
        _disk.Dispose();
        _readers.Dispose();
        _writer.Dispose();
        _placements.Dispose();
        _lock.Dispose();
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            StateFolder.Make(folder);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException(StateFailures.Refuses(folder, "Making", refused.Message), refused);
        }
    }
}

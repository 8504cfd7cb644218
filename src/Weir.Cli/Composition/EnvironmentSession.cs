using Weir.Engine.Commands;
using Weir.Engine.Connections;
using Weir.Engine.Datasets;
using Weir.Engine.Events;
using Weir.Engine.Exports;
using Weir.Engine.Functions;
using Weir.Engine.Loads;
using Weir.Engine.Notifications;
using Weir.Engine.Reconciliations;
using Weir.Engine.Runs;
using Weir.Engine.Runs.Revisions;
using Weir.Engine.Secrets;
using Weir.Engine.Steps;
using Weir.Engine.Triggers;
using Weir.Engine.Triggers.Alarms;
using Weir.Engine.Triggers.Backfills;
using Weir.Engine.Triggers.Requests;
using Weir.Engine.Warehouses;
using Weir.Functions;
using Weir.Functions.Commands;
using Weir.Functions.Processes;
using Weir.Local;
using Weir.Local.Connections;
using Weir.Local.Exports;
using Weir.Local.Revisions;
using Weir.Local.Secrets;
using Weir.Local.Warehouses;
using Weir.Local.Warehouses.Statements;
using Weir.Notifiers;
using Weir.Postgres;
using Weir.Project;
using Weir.Project.Reading;
using Weir.Projects;
using Weir.Server.Access;
using Weir.Server.Access.Accounts;
using Weir.Server.Access.Tenants;
using Weir.Server.Operations;
using Weir.Server.Operations.Datasets;
using Weir.Server.Operations.Queries;
using Weir.Server.Operations.Reconciliations;
using Weir.Server.Operations.Tables;
using Weir.Server.Operations.Uploads;
using Weir.Server.S3;

namespace Weir.Cli.Composition;

/// <summary>A project's environment, open in this process. While it is, no other process can open it.</summary>
internal sealed class EnvironmentSession : IAsyncDisposable
{
    private readonly LocalFunctions _functions;
    private readonly LocalCommands _commands;
    private readonly IReadOnlyList<ContentFile> _content;
    private readonly KeptRevisions _revisions;

    private EnvironmentSession(
        ReadProject read, LocalEnvironment local, LazyWarehouse warehouse, LocalFunctions functions, LocalCommands commands, S3Variables s3,
        ChannelNotifier notifier, KeptRevisions revisions, SecretFinder secrets)
    {
        (Project, Local, Warehouse, S3, Notifier, Secrets) = (read.Definition!, local, warehouse, s3, notifier, secrets);
        (_content, _revisions) = (read.Content, revisions);
        _functions = functions;
        Functions = new ObservedFunctions(new MaskedFunctions(functions, secrets.Masks));
        _commands = commands;
        Commands = new MaskedCommands(commands, secrets.Masks);
        Connectors = ConnectorsWith(secrets);
    }

    public ProjectDefinition Project { get; }

    public LocalEnvironment Local { get; }

    public LazyWarehouse Warehouse { get; }

    /// <summary>Writes rows of the warehouse to files.</summary>
    public IExporter Exporter => new DuckDbExporter(() => Warehouse.Store, Path.Combine(Local.Folder, "incoming"));

    /// <summary>What talks to the databases of connections.</summary>
    public IReadOnlyList<IConnector> Connectors { get; }

    /// <summary>Runs the statements of steps.</summary>
    public IStatements Statements => new DuckDbStatements(() => Warehouse.Store, [.. Project.Tables.Keys]);

    /// <summary>The project's functions, whose answers have no secrets.</summary>
    public IFunctions Functions { get; }

    /// <summary>The project as it was when runs began.</summary>
    public IRevisions Revisions => _revisions;

    /// <summary>Finds secrets.</summary>
    public SecretFinder Secrets { get; }

    /// <summary>What functions and commands are told of S3.</summary>
    public S3Variables S3 { get; }

    /// <summary>The runs that go on in this process.</summary>
    public RunningRuns Running { get; } = new();

    /// <summary>Looks at runs.</summary>
    public IRunReads Runs => new RunReads(Project, Local.RunSearch, Local.FlowCounts, Running);

    /// <summary>Reaches people.</summary>
    public ChannelNotifier Notifier { get; }

    /// <summary>What alarms stand on.</summary>
    public AlarmPorts AlarmPorts => new(Local.Alarms, Local.Metrics, Warehouse);

    /// <summary>Runs the commands of steps.</summary>
    public ICommands Commands { get; }

    /// <summary>Opens an environment, making it when it is not there.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="patience">How long to wait for another process that has it open.</param>
    /// <param name="masks">Learns the secrets that this process sees.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="WrongProjectException">The project has mistakes.</exception>
    /// <exception cref="Weir.Failures.RefusedException">WEIR4005: another process has it open, and kept it open.</exception>
    public static async Task<EnvironmentSession> OpenAsync(
        ProjectPlace place, TimeSpan patience, Masks masks, TimeProvider time, CancellationToken cancellationToken)
    {
        var read = ProjectReader.Read(place.Folder, place.Environment);
        var project = read.Definition ?? throw new WrongProjectException(place.Folder, read.Diagnostics);
        var local = await LocalEnvironment.OpenAsync(
            place.Folder, place.Environment, [.. project.Buckets.Values], patience, time, cancellationToken);
        var secrets = LocalSecrets.Of(place.Folder, place.Environment, masks, time);
        var outside = new OutsideRows(local.Objects, project.Connections, ConnectorsWith(secrets));
        var file = Path.Combine(local.Folder, "warehouse.db");
        var revisions = new KeptRevisions(place.Folder, project, new RevisionStore(local.Folder, time), secrets, time);
        var s3 = new S3Variables();
        return new EnvironmentSession(
            read,
            local,
            new LazyWarehouse(file, local.ContentFolders, [.. project.Tables.Keys], local.PlaceOf, outside, local.PathOf, time),
            new LocalFunctions(project.Functions, place.Folder, time, new ProjectScope(project, secrets).OutsideOfRuns(), revisions.Sources, s3: s3),
            new LocalCommands(place.Folder, local.Folder, s3: s3),
            s3,
            new ChannelNotifier(place.Folder, new ProjectScope(project, secrets).OutsideOfRuns()),
            revisions,
            secrets);
    }

    /// <summary>What people can do with it while nothing runs.</summary>
    public IOperations Operate(ProjectPlace place, TimeProvider time) => Operate(
        place, new Landing(Local.ObjectWriter, Local.Events, new Router(Project), new SilentObserver(), time), time);

    /// <summary>What people can do with it.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="landing">Where objects come in.</param>
    /// <param name="time">The clock.</param>
    public DirectOperations Operate(ProjectPlace place, Landing landing, TimeProvider time)
    {
        var reloading = new Reloading([.. Project.Tables.Values], Warehouse, Local.Events, time);
        return new DirectOperations
        {
            Project = Project,
            Status = new EnvironmentStatus(
                Project.Name,
                place.Environment,
                Project.Revision,
                Environment.ProcessId,
                time.GetUtcNow(),
                [.. Project.Buckets.Values.Select(bucket => new ListedBucket(bucket.Name, bucket.Path))],
                [.. Project.Pipelines.Keys],
                [.. Project.Tables.Keys],
                [.. Project.Reconciliations.Keys]),
            Landing = landing,
            Objects = Local.Objects,
            Exporting = new Exporting(Local.Objects, Local.ObjectWriter, Local.Outbox, Exporter, time),
            Datasets = new DatasetOperations(Project, Local.Objects, Local.Datasets, Local.DatasetWriter),
            Log = Local.Events,
            DeadLetters = Local.DeadLetters,
            Runs = new RunOperations(
                Local.Runs, Runs, Local.Signals, Running, new Reruns(Project, Local.Runs, Local.Events, Local.DeadLetters, _revisions, time), Secrets.Masks, time),
            Schedules = new ScheduleOperations(Project, Local.Schedules, Local.OneShots, new ScheduleRequests(Local.Events, new Router(Project), time), time),
            RunRequests = new RunRequests(Local.Events, new Router(Project), time),
            MessageRequests = new MessageRequests(Local.Events, new Router(Project), time),
            Loads = new LoadOperations(Project, Warehouse.Catalog, Warehouse.LoadPages),
            Compactor = Warehouse,
            Unloading = UnloadingAt(time),
            Backfilling = new Backfilling(Project, Local.Objects, reloading, Local.Events, Warehouse, time),
            Previewing = new Previewing(Local.Objects, Warehouse, Project.Revision, time),
            Reconciler = Warehouse,
            Tests = new TestOperations(Project, Local.Objects, landing, Warehouse, DatasetTestsAt(time), new DatasetPaths(Local.Datasets), time),
            WarehouseEvents = new OutboxTrigger(Warehouse, Local.Events, new Router(Project), new SilentObserver()),
            Reloads = Warehouse,
            Reloading = reloading,
            Queries = Warehouse,
            Functions = new FunctionOperations(Project, Functions),
            Alarms = AlarmPorts.WatchOver(Project, Local.Events, new Router(Project), time),
        };
    }

    /// <summary>What people see of its data, and what they do with it on pages.</summary>
    /// <param name="operations">What else they do.</param>
    /// <param name="landing">Where objects come in.</param>
    /// <param name="time">The clock.</param>
    public DataOperations Look(IOperations operations, Landing landing, TimeProvider time)
    {
        var tables = TablesAt(time);
        return new DataOperations
        {
            Tables = tables,
            Loads = tables,
            Queries = new LimitedQueries(Warehouse, ProcessMemory.OfThisProcess, time),
            Reconciliations = new ReconciliationReads(Project, Warehouse.ReconciliationPages),
            Datasets = new DatasetReads(Project, Local.Objects, Local.Datasets),
            Mending = MendingAt(landing, time),
            Trails = new CallerTrails(new ObjectTrails(Local.Objects, Local.Landings, Local.Events, new Router(Project), Running, Local.Runs, Warehouse.LoadPages), Project),
            Uploading = new Uploading(operations),
        };
    }

    /// <summary>Lands mended files.</summary>
    public Mending MendingAt(Landing landing, TimeProvider time) =>
        new(Project, TablesAt(time), UnloadingAt(time), landing, Local.Objects, Local.Uploads, Local.UploadParts);

    /// <summary>What people see of its tables.</summary>
    public TableOperations TablesAt(TimeProvider time) => new(Project, Warehouse.Catalog, Warehouse.LoadPages, Local.Objects, time);

    private Unloading UnloadingAt(TimeProvider time) =>
        new(Project.Tables, Project.Revision, Local.Objects, Warehouse, Warehouse, Warehouse, time);

    private static IReadOnlyList<IConnector> ConnectorsWith(SecretFinder secrets) =>
        [new PostgresConnector(new ConnectionPasswords(secrets)), new SqliteConnector()];

    private DatasetTests DatasetTestsAt(TimeProvider time) => new(
        Project,
        Local.Objects,
        Local.Datasets,
        new ScratchWarehouses(() => Warehouse.Store, Local.PathOf, Path.Combine(Local.Folder, "incoming"), time),
        time);

    /// <summary>Keeps the project as it was read, durably, before runs are made with it.</summary>
    /// <returns>The folder with its scripts; none when it has none.</returns>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7036: a file was changed since it was read.</exception>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR4003: the disk refuses.</exception>
    public Task<string?> KeepRevisionAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            _revisions.Keep(_content);
            return _content.Any(file => CodeFiles.IsScript(file.Path)) ? _revisions.Scripts() : null;
        },
        cancellationToken);

    /// <summary>Who gets in.</summary>
    public AccessStores StoresAt(TimeProvider time) => new()
    {
        Users = Local.Users,
        Tokens = Local.Tokens,
        Sessions = Local.Sessions,
        Audit = Local.Audit,
        Folder = Local.Folder,
        Time = time,
    };

    /// <summary>What somebody does with users and tokens.</summary>
    public IAccounts AccountsOf(Actor actor, TimeProvider time) => new DirectAccounts(StoresAt(time), Project, actor);

    /// <summary>What clients of S3 can do with it.</summary>
    /// <param name="landing">Where objects come in.</param>
    /// <param name="time">The clock.</param>
    public S3Ports Serve(Landing landing, TimeProvider time) => new()
    {
        Project = Project,
        Landing = landing,
        Objects = Local.Objects,
        Attributes = Local.ObjectAttributes,
        Uploads = Local.Uploads,
        UploadParts = Local.UploadParts,
        Audit = new AuditTrail(Local.Audit, Secrets.Masks, time),
        Time = time,
        Learn = Secrets.Masks.Add,
    };

    /// <summary>Makes sure that the environment's own files are still those that were opened.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR4006: one was deleted or replaced.</exception>
    public Task CheckFilesAsync()
    {
        Local.Check();
        Warehouse.Store.Check();
        return Task.CompletedTask;
    }

    /// <summary>Shows files of tables that could not be shown, and deletes those that nobody needs any more.</summary>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR6301: the disk refuses.</exception>
    public Task TendLakesAsync() => Task.Run(Warehouse.Lakes.Tend);

    public async ValueTask DisposeAsync()
    {
        await _functions.DisposeAsync();
        Notifier.Dispose();
        _commands.Dispose();
        _revisions.Dispose();
        Warehouse.Dispose();
        Local.Dispose();
    }
}

using Weir.Engine.Connections;
using Weir.Engine.Datasets;
using Weir.Engine.Events;
using Weir.Engine.Exports;
using Weir.Engine.Loads;
using Weir.Engine.Notifications;
using Weir.Engine.Reconciliations;
using Weir.Engine.Runs;
using Weir.Engine.Triggers;
using Weir.Engine.Triggers.Alarms;
using Weir.Engine.Triggers.Backfills;
using Weir.Engine.Triggers.Requests;
using Weir.Engine.Warehouses;
using Weir.Functions;
using Weir.Functions.Commands;
using Weir.Local;
using Weir.Local.Connections;
using Weir.Local.Exports;
using Weir.Local.Warehouses;
using Weir.Local.Warehouses.Statements;
using Weir.Notifiers;
using Weir.Postgres;
using Weir.Project;
using Weir.Projects;
using Weir.Server.Operations;

namespace Weir.Cli.Composition;

/// <summary>A project's environment, open in this process. While it is, no other process can open it.</summary>
internal sealed class EnvironmentSession : IAsyncDisposable
{
    private EnvironmentSession(
        ProjectDefinition project, LocalEnvironment local, LazyWarehouse warehouse, LocalFunctions functions, ChannelNotifier notifier) =>
        (Project, Local, Warehouse, Functions, Notifier) = (project, local, warehouse, functions, notifier);

    public ProjectDefinition Project { get; }

    public LocalEnvironment Local { get; }

    public LazyWarehouse Warehouse { get; }

    /// <summary>Writes rows of the warehouse to files.</summary>
    public IExporter Exporter => new DuckDbExporter(() => Warehouse.Store, Path.Combine(Local.Folder, "incoming"));

    /// <summary>What talks to the databases of connections.</summary>
    public static IReadOnlyList<IConnector> Connectors { get; } = [new PostgresConnector(), new SqliteConnector()];

    /// <summary>Runs the statements of steps.</summary>
    public IStatements Statements => new DuckDbStatements(() => Warehouse.Store, [.. Project.Tables.Keys]);

    public LocalFunctions Functions { get; }

    /// <summary>The runs that go on in this process.</summary>
    public RunningRuns Running { get; } = new();

    /// <summary>Reaches people.</summary>
    public ChannelNotifier Notifier { get; }

    /// <summary>What alarms stand on.</summary>
    public AlarmPorts AlarmPorts => new(Local.Alarms, Local.Metrics, Warehouse);

    /// <summary>Runs the commands of steps.</summary>
    public required LocalCommands Commands { get; init; }

    /// <summary>Opens an environment, making it when it is not there.</summary>
    /// <exception cref="WrongProjectException">The project has mistakes.</exception>
    /// <exception cref="Weir.Failures.RefusedException">WEIR4005: another process has it open, and kept it open.</exception>
    public static async Task<EnvironmentSession> OpenAsync(
        ProjectPlace place, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var read = ProjectReader.Read(place.Folder);
        var project = read.Definition ?? throw new WrongProjectException(place.Folder, read.Diagnostics);
        var local = await LocalEnvironment.OpenAsync(
            place.Folder, place.Environment, [.. project.Buckets.Values], patience, time, cancellationToken);
        var outside = new OutsideRows(local.Objects, project.Connections, Connectors);
        var file = Path.Combine(local.Folder, "warehouse.db");
        return new EnvironmentSession(
            project,
            local,
            new LazyWarehouse(file, local.ContentFolders, [.. project.Tables.Keys], local.PlaceOf, outside, local.PathOf, time),
            new LocalFunctions(project.Functions, place.Folder, time),
            new ChannelNotifier(place.Folder, new Dictionary<string, object?>()))
        {
            Commands = new LocalCommands(place.Folder, local.Folder),
        };
    }

    /// <summary>What people can do with it while nothing runs.</summary>
    public IOperations Operate(ProjectPlace place, TimeProvider time) => Operate(
        place, new Landing(Local.ObjectWriter, Local.Events, new Router(Project), new SilentObserver(), time), time);

    /// <summary>What people can do with it.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="landing">Where objects come in.</param>
    /// <param name="time">The clock.</param>
    public IOperations Operate(ProjectPlace place, Landing landing, TimeProvider time)
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
            Runs = new RunOperations(Local.Runs, Local.Signals, Running, time),
            RunRequests = new RunRequests(Local.Events, new Router(Project), time),
            MessageRequests = new MessageRequests(Local.Events, new Router(Project), time),
            Loads = Warehouse,
            Compactor = Warehouse,
            Unloading = new Unloading(Project.Tables, Project.Revision, Local.Objects, Warehouse, Warehouse, Warehouse, time),
            Backfilling = new Backfilling(Project, Local.Objects, reloading, Local.Events, Warehouse, time),
            Previewing = new Previewing(Local.Objects, Warehouse, Project.Revision, time),
            Reconciler = Warehouse,
            Tests = new TestOperations(Project, Local.Objects, landing, Warehouse, DatasetTestsAt(time), new DatasetPaths(Local.Datasets), time),
            WarehouseEvents = new OutboxTrigger(Warehouse, Local.Events, new Router(Project), new SilentObserver()),
            Reloads = Warehouse,
            Reloading = reloading,
            Queries = Warehouse,
            Functions = Functions,
            Alarms = AlarmPorts.WatchOver(Project, Local.Events, new Router(Project), time),
        };
    }

    private DatasetTests DatasetTestsAt(TimeProvider time) => new(
        Project,
        Local.Objects,
        Local.Datasets,
        new ScratchWarehouses(() => Warehouse.Store, Local.PathOf, Path.Combine(Local.Folder, "incoming"), time),
        time);

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
        await Functions.DisposeAsync();
        Notifier.Dispose();
        Commands.Dispose();
        Warehouse.Dispose();
        Local.Dispose();
    }
}

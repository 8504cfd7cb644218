using Weir.Cli.Composition;
using Weir.Engine.Commands;
using Weir.Engine.Connections;
using Weir.Engine.Events;
using Weir.Engine.Functions;
using Weir.Engine.Hosting;
using Weir.Engine.Http;
using Weir.Engine.Reconciliations;
using Weir.Engine.Runs;
using Weir.Engine.Runs.Revisions;
using Weir.Engine.Secrets;
using Weir.Engine.Steps;
using Weir.Engine.Triggers.Alarms;
using Weir.Engine.Triggers.Requests;
using Weir.Engine.Triggers.Schedules;
using Weir.Functions;
using Weir.Functions.Commands;
using Weir.Local;
using Weir.Local.Exports;
using Weir.Local.Warehouses.Statements;
using Weir.Notifiers;
using Weir.Projects;
using Weir.Server.Operations;
using Weir.Testing;

namespace Weir.Cli.Testing;

/// <summary>A project at work for one test: the real engine on throw-away state, with the test's clock, web, secrets and people.</summary>
internal sealed class TestWorld : IAsyncDisposable
{
    private readonly LocalFunctions _functions;
    private readonly LocalCommands _commands;
    private readonly ChannelNotifier _channels;
    private readonly HttpMessageInvoker _client;

    private TestWorld(string folder, string packages, string scratch, ProjectDefinition project, ProjectTest test, TestClock clock, LocalEnvironment local)
    {
        (Project, Local, Clock) = (project, local, clock);
        Contents = new TestContents(folder);
        Web = new MockWeb(test.Http, Contents);
        var secrets = new SecretFinder(project.Environment, [new GivenSecrets(test)], new Masks());
        var scope = new ProjectScope(project, secrets).OutsideOfRuns();
        var tables = project.Tables.Keys.ToList();
        IReadOnlyList<IConnector> connectors = [new NoConnections()];
        Warehouse = new LazyWarehouse(
            Path.Combine(local.Folder, "warehouse.db"),
            local.ContentFolders,
            tables,
            local.PlaceOf,
            new OutsideRows(local.Objects, project.Connections, connectors),
            local.PathOf,
            clock);
        _functions = new LocalFunctions(project.Functions, folder, TimeProvider.System, scope, folders: new FunctionFolders(packages, Path.Combine(scratch, "functions")));
        _commands = new LocalCommands(folder, local.Folder);
        _channels = new ChannelNotifier(folder, scope, Web.ForPeople());
        _client = new HttpMessageInvoker(Web.ForSteps());
        People = new TestNotifier(_channels);
        var running = new RunningRuns();
        var ports = new Ports
        {
            Log = local.Events,
            Queue = new LastingLeases(local.Deliveries),
            Backlog = local.Backlog,
            Outbox = local.Outbox,
            Runs = local.Runs,
            Signals = local.Signals,
            Running = running,
            History = local.History,
            Objects = local.Objects,
            Writer = local.ObjectWriter,
            Datasets = local.Datasets,
            DatasetWriter = local.DatasetWriter,
            Warehouse = Warehouse,
            Exporter = new DuckDbExporter(() => Warehouse.Store, Path.Combine(local.Folder, "incoming")),
            Functions = new MaskedFunctions(_functions, secrets.Masks),
            Notifier = People,
            Commands = new MaskedCommands(_commands, secrets.Masks),
            Statements = new DuckDbStatements(() => Warehouse.Store, tables),
            Connectors = connectors,
            Secrets = secrets,
            Web = new Web(_client, Limits, (_, _) => Task.CompletedTask),
            Limits = Limits,
            ShortWait = TimeSpan.Zero,
            WarehouseEvents = Warehouse,
            Reconciler = Warehouse,
        };
        var router = new Router(project);
        Schedules = new ScheduleTrigger(Scheduled.Of(project), local.Schedules, local.Events, router, clock);
        Alarms = project.Alarms.Count == 0 ? null : new AlarmPorts(local.Alarms, local.Metrics, Warehouse).WatchOver(project, local.Events, router, clock);
        Runs = new RunOperations(
            local.Runs, new RunReads(project, local.RunSearch, local.FlowCounts, running), local.Signals, running, new Reruns(project, local.Runs, local.Events, local.DeadLetters, new NoRevisions(), clock), secrets.Masks, clock);
        RunRequests = new RunRequests(local.Events, router, clock);
        MessageRequests = new MessageRequests(local.Events, router, clock);
        Host = FlowHost.Start(project, ports, Observer, new Loop(Observer, TimeProvider.System, Observer), clock);
    }

    public ProjectDefinition Project { get; }

    public LocalEnvironment Local { get; }

    public LazyWarehouse Warehouse { get; }

    public FlowHost Host { get; }

    public TestClock Clock { get; }

    public TestLimits Limits { get; } = new();

    public TestContents Contents { get; }

    public MockWeb Web { get; }

    /// <summary>What people were told.</summary>
    public TestNotifier People { get; }

    public TestObserver Observer { get; } = new();

    public ScheduleTrigger Schedules { get; }

    /// <summary>None when the project has none.</summary>
    public AlarmWatch? Alarms { get; }

    public RunOperations Runs { get; }

    public RunRequests RunRequests { get; }

    public MessageRequests MessageRequests { get; }

    /// <summary>Starts the project for a test.</summary>
    /// <param name="folder">The project's folder, which is only read.</param>
    /// <param name="project">The project.</param>
    /// <param name="test">The test.</param>
    /// <param name="scratch">A folder of the test's own, where everything is written.</param>
    /// <param name="packages">A folder that tests share, where functions are built.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<TestWorld> StartAsync(
        string folder, ProjectDefinition project, ProjectTest test, string scratch, string packages, CancellationToken cancellationToken)
    {
        var own = Own(project, test);
        var clock = new TestClock(test.Clock);
        var local = await LocalEnvironment.OpenAsync(scratch, own.Environment, [.. own.Buckets.Values], TimeSpan.FromSeconds(5), clock, cancellationToken, isThrownAway: true);
        try
        {
            return new TestWorld(folder, packages, scratch, own, test, clock, local);
        }
        catch
        {
            local.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Alarms?.Dispose();
        await _functions.DisposeAsync();
        _commands.Dispose();
        _channels.Dispose();
        _client.Dispose();
        Warehouse.Dispose();
        Local.Dispose();
    }

    /// <summary>The project with the test's values, and with buckets that are nowhere else.</summary>
    private static ProjectDefinition Own(ProjectDefinition project, ProjectTest test) => project with
    {
        Buckets = project.Buckets.ToDictionary(bucket => bucket.Key, bucket => bucket.Value with { Path = null }),
        Vars = Over(test.Vars, project.Vars),
        Tenants = project.Tenants.ToDictionary(tenant => tenant.Key, tenant => tenant.Value with { Vars = Over(test.Vars, tenant.Value.Vars) }),
    };

    private static Dictionary<string, object> Over(IReadOnlyDictionary<string, object> first, IReadOnlyDictionary<string, object> others)
    {
        var values = new Dictionary<string, object>(others, StringComparer.Ordinal);
        foreach (var (name, value) in first)
        {
            values[name] = value;
        }

        return values;
    }
}

using System.Diagnostics;
using System.Globalization;

using Microsoft.Extensions.Logging.Abstractions;

using Weir.Engine.Hosting;
using Weir.Engine.Notifications;
using Weir.Local;
using Weir.Local.Lake;
using Weir.Local.Reconciliations;
using Weir.Local.Warehouses;
using Weir.Projects;

namespace Weir.Bench.Running;

/// <summary>A project's environment and warehouse, open, and the engine over them as <c>weir up</c> runs it.</summary>
internal sealed class BenchEngine : IAsyncDisposable
{
    private static readonly TimeSpan SettledCheck = TimeSpan.FromMilliseconds(1);

    private readonly ProjectDefinition _project;
    private readonly LocalEnvironment _environment;
    private readonly DuckDbStore _store;
    private readonly DuckDbWarehouse _warehouse;
    private FlowHost? _host;

    private BenchEngine(ProjectDefinition project, LocalEnvironment environment, DuckDbStore store)
    {
        (_project, _environment, _store) = (project, environment, store);
        var lakes = Lakes.Open(store, environment.PlaceOf);
        _warehouse = new DuckDbWarehouse(store, lakes, environment.PathOf, TimeProvider.System);
        Ports = new Ports
        {
            WarehouseEvents = new DuckDbEvents(store),
            Reconciler = new DuckDbReconciler(store, new NothingOutside(), _ => "", TimeProvider.System),
            Log = environment.Events,
            Queue = environment.Deliveries,
            Backlog = environment.Backlog,
            Outbox = environment.Outbox,
            Runs = environment.Runs,
            Signals = environment.Signals,
            History = environment.History,
            Objects = environment.Objects,
            Writer = environment.ObjectWriter,
            Datasets = environment.Datasets,
            DatasetWriter = environment.DatasetWriter,
            Warehouse = _warehouse,
            Exporter = new Local.Exports.DuckDbExporter(() => _store, Path.Combine(environment.Folder, "incoming")),
            Chores =
            [
                new Chore("checkpoints", TimeSpan.FromSeconds(1), _warehouse.CheckpointWhenIdleAsync),
                new Chore("the files of tables", TimeSpan.FromSeconds(1), stop => Task.Run(lakes.Tend, stop)),
                new Chore("sweeping", TimeSpan.FromMinutes(1), environment.SweepAsync),
            ],
        };
    }

    public LocalEnvironment Environment => _environment;

    public Ports Ports { get; }

    public FlowHost Host => _host ?? throw new InvalidOperationException("The engine is not started.");

    /// <summary>Opens everything; nothing runs yet.</summary>
    public static async Task<BenchEngine> OpenAsync(string folder, ProjectDefinition project)
    {
        var environment = await BenchProject.OpenAsync(folder, project);
        return new BenchEngine(project, environment, DuckDbStore.Open(Path.Combine(environment.Folder, "warehouse.db")));
    }

    /// <summary>Starts the engine.</summary>
    /// <param name="observer">Who is told what happens; nobody when left out.</param>
    /// <param name="ports">The outside world, where it is to be watched.</param>
    public void Start(IFlowObserver? observer = null, Ports? ports = null)
    {
        var told = observer ?? new SilentObserver();
        var loop = new Loop(told, TimeProvider.System, NullLogger<Loop>.Instance);
        _host = FlowHost.Start(_project, ports ?? Ports, told, loop, TimeProvider.System);
    }

    /// <summary>Starts the engine on what waits, and says how long it takes until all of it is settled.</summary>
    public async Task<TimeSpan> WorkOffAsync()
    {
        var watch = Stopwatch.StartNew();
        Start();
        while (await _environment.Deliveries.CountOpenAsync(CancellationToken.None) > 0)
        {
            await Task.Delay(SettledCheck, TimeProvider.System);
        }

        return watch.Elapsed;
    }

    /// <summary>Fails unless a query counts so many rows: a fast answer that is wrong counts for nothing.</summary>
    /// <param name="table">The table, with a <c>WHERE</c> if need be.</param>
    /// <param name="rows">How many there are to be.</param>
    public void Expect(string table, long rows)
    {
        using var rental = _store.Rent();
        using var command = rental.Connection.CreateCommand($"SELECT count(*) FROM {table}");
        var found = Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (found != rows)
        {
            throw new InvalidOperationException($"{table} should hold {rows} rows and holds {found}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _warehouse.Dispose();
        _environment.Dispose();
    }
}

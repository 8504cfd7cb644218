using System.Text;
using Weir.Buckets;
using Weir.Checks;
using Weir.Cli.Composition;
using Weir.Datasets;
using Weir.Deliveries;
using Weir.Engine.Connections;
using Weir.Engine.Datasets;
using Weir.Engine.Events;
using Weir.Engine.Exports;
using Weir.Engine.Hosting;
using Weir.Engine.Loads;
using Weir.Engine.Runs;
using Weir.Engine.Secrets;
using Weir.Engine.Triggers;
using Weir.Engine.Triggers.Backfills;
using Weir.Engine.Triggers.Http;
using Weir.Engine.Warehouses;
using Weir.Exports;
using Weir.Functions;
using Weir.Functions.Commands;
using Weir.Local;
using Weir.Local.Connections;
using Weir.Local.Exports;
using Weir.Local.Lake;
using Weir.Local.Reconciliations;
using Weir.Local.Revisions;
using Weir.Local.Warehouses;
using Weir.Local.Warehouses.Statements;
using Weir.Postgres;
using Weir.Project;
using Weir.Projects;
using Weir.Reconciliations;

namespace Weir.Tests.Flow;

/// <summary>A project that runs, with all its real parts, in a folder of its own.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly DuckDbStore _store;
    private readonly Lakes _lakes;
    private readonly DuckDbWarehouse _warehouse;
    private readonly LocalEnvironment _environment;
    private readonly FlowHost _host;
    private readonly IReconciler _reconciler;
    private readonly LocalFunctions _functions;
    private readonly LocalCommands _commands;
    private readonly RunningRuns _running;
    private readonly bool _keep;

    private World(
        string folder, LocalEnvironment environment, DuckDbStore store, ReadProject read, Recorder recorder, bool keep,
        bool watches, Func<Ports, Ports>? change)
    {
        var project = read.Definition!;
        var revisions = new KeptRevisions(folder, project, new RevisionStore(environment.Folder, TimeProvider.System), SecretFinder.None, TimeProvider.System);
        revisions.Keep(read.Content);
        (Folder, _environment, _store, Recorder, _keep) = (folder, environment, store, recorder, keep);
        _functions = new LocalFunctions(project.Functions, folder, TimeProvider.System);
        _commands = new LocalCommands(folder, environment.Folder);
        _lakes = Lakes.Open(store, environment.PlaceOf);
        _warehouse = new DuckDbWarehouse(store, _lakes, environment.PathOf, TimeProvider.System);
        var ports = new Ports
        {
            Log = environment.Events,
            Queue = environment.Deliveries,
            Backlog = environment.Backlog,
            Outbox = environment.Outbox,
            Runs = environment.Runs,
            Signals = environment.Signals,
            Revisions = revisions,
            History = environment.History,
            Objects = environment.Objects,
            Writer = environment.ObjectWriter,
            Datasets = environment.Datasets,
            DatasetWriter = environment.DatasetWriter,
            Watch = watches ? environment.Watch : null,
            Warehouse = _warehouse,
            Exporter = new DuckDbExporter(() => store, Path.Combine(environment.Folder, "incoming")),
            WarehouseEvents = new DuckDbEvents(store),
            Schedules = environment.Schedules,
            Functions = _functions,
            Commands = _commands,
            Statements = new DuckDbStatements(() => store, [.. project.Tables.Keys]),
            Connectors = [new PostgresConnector(new ConnectionPasswords(SecretFinder.None)), new SqliteConnector()],
            Reconciler = new DuckDbReconciler(store, Outside.Of(environment, project), environment.PathOf, TimeProvider.System),
            Chores =
            [
                new Chore("the warehouse's checkpoints", TimeSpan.FromMilliseconds(250), _warehouse.CheckpointWhenIdleAsync),
                new Chore("the files of tables", TimeSpan.FromMilliseconds(250), stop => Task.Run(_lakes.Tend, stop)),
                new Chore("sweeping the buckets", TimeSpan.FromMilliseconds(250), environment.SweepAsync),
            ],
        };
        _reconciler = ports.Reconciler;
        var loop = new Loop(recorder, TimeProvider.System, recorder);
        ports = change?.Invoke(ports) ?? ports;
        _running = ports.Running;
        _host = FlowHost.Start(project, ports, recorder, loop, TimeProvider.System);
        Project = project;
    }

    public string Folder { get; }

    public LocalEnvironment Environment => _environment;

    public ProjectDefinition Project { get; }

    /// <summary>What has happened so far.</summary>
    public Recorder Recorder { get; }

    public static async Task<World> StartAsync(
        string yaml, string? folder = null, bool watches = true, Func<Ports, Ports>? change = null)
    {
        var at = folder ?? Directory.CreateTempSubdirectory("weir-world-").FullName;
        await File.WriteAllTextAsync(Path.Combine(at, "weir.yaml"), yaml);
        return await OpenAsync(at, folder is not null, watches, change);
    }

    /// <summary>Starts the project that is in a folder, which stays when the world ends.</summary>
    /// <param name="at">The folder.</param>
    /// <param name="keep">Whether it stays.</param>
    /// <param name="watches">Whether folders that are buckets are watched.</param>
    /// <param name="change">Puts other parts in the place of the real ones.</param>
    public static async Task<World> OpenAsync(
        string at, bool keep = true, bool watches = true, Func<Ports, Ports>? change = null)
    {
        var read = ProjectReader.Read(at);
        var project = read.Definition ?? throw new InvalidDataException(string.Join('\n', read.Diagnostics));
        var environment = await LocalEnvironment.OpenAsync(
            at, "local", [.. project.Buckets.Values], TimeSpan.FromSeconds(5), TimeProvider.System, default);
        try
        {
            var store = DuckDbStore.Open(Path.Combine(environment.Folder, "warehouse.db"));
            return new World(at, environment, store, read, new Recorder(), keep, watches, change);
        }
        catch
        {
            environment.Dispose();
            throw;
        }
    }

    public Task PutAsync(string name, string content) => PutAsync((name, Encoding.UTF8.GetBytes(content)));

    public Task PutAsync(params (string Name, byte[] Content)[] files) => _host.Landing.LandAsync(
        [.. files.Select(f => new Arrival(NameOf(f.Name), () => new MemoryStream(f.Content)))], default);

    /// <summary>Makes events of requests.</summary>
    public HttpTrigger Http => _host.Http;

    /// <summary>Sends a request, as a server would hand it on.</summary>
    public async Task<HttpAnswer> SendAsync(string method, string path, string body, params (string Name, string Value)[] headers)
    {
        var request = new InboundRequest(
            method, path.Split('?')[0], [.. path.Split('?', '&').Skip(1).Select(asked => KeyValuePair.Create(asked.Split('=')[0], asked.Split('=')[1]))],
            headers.ToDictionary(header => header.Name, header => header.Value));
        return _host.Http.Endpoints.Find(request, out var none) is { } match
            ? _host.Http.Refuse(match, request) ?? await _host.Http.AnswerAsync(match, request, Encoding.UTF8.GetBytes(body), default)
            : none!;
    }

    public async Task WhenIdleAsync()
    {
        try
        {
            await _host.WhenIdleAsync(default).WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"It was not idle in time: {await StandingAsync()}");
        }

        Assert.Empty(Recorder.Faults);
    }

    /// <summary>Publishes a dataset.</summary>
    public Task<Dataset> PublishAsync(DatasetRoot root, params IReadOnlyList<string> from) =>
        new DatasetPublisher(_environment.Objects, _environment.Datasets, _environment.DatasetWriter).PublishAsync(new DatasetRequest(root, from), default);

    /// <summary>Makes a reconciliation of the project.</summary>
    public Task<ReconciliationRecord> ReconcileAsync(string name) => _reconciler.ReconcileAsync(Project.Reconciliations[name], full: false, default);

    /// <summary>Takes the rows of a load out.</summary>
    /// <returns>How many.</returns>
    public async Task<long> UnloadAsync(long loadId) => (await UnloadAsync(loadId, isDryRun: false)).Rows;

    /// <summary>Takes the rows of a load out, or says what that would change.</summary>
    public Task<Unloaded> UnloadAsync(long loadId, bool isDryRun)
    {
        var (unloader, reloads) = (new DuckDbUnloader(_store, _lakes), new DuckDbReloads(_store));
        return new Unloading(Project.Tables, Project.Revision, _environment.Objects, _warehouse, reloads, unloader, TimeProvider.System)
            .UnloadAsync(loadId, isDryRun, default);
    }

    /// <summary>Says what loading files would change.</summary>
    public async Task<Preview> PreviewAsync(string table, params string[] names)
    {
        var files = await Task.WhenAll(names.Select(async name => (await _environment.Objects.FindAsync(NameOf(name), default))!));
        return await new Previewing(_environment.Objects, _warehouse, Project.Revision, TimeProvider.System).PreviewAsync(Project.Tables[table], files, default);
    }

    /// <summary>Merges small files of a table until none is left to be merged.</summary>
    /// <returns>How many became others.</returns>
    public async Task<int> CompactAsync(string table, long targetBytes = 128L << 20)
    {
        var merged = 0;
        CompactionStep step;
        do
        {
            step = await new DuckDbCompactor(_store, _lakes).CompactAsync(table, targetBytes, default);
            merged += step.FilesMerged;
        }
        while (step.PartitionsLeft > 0);

        return merged;
    }

    /// <summary>Tests what stands in tables of the project.</summary>
    /// <param name="sample">How many rows of each are looked at; all when null.</param>
    /// <param name="tables">The tables.</param>
    public Task<IReadOnlyList<TestResult>> TestAsync(long? sample, params IReadOnlyList<string> tables) =>
        new DuckDbTableTester(_store, TimeProvider.System).TestAsync([.. tables.Select(t => Project.Tables[t])], sample, default);

    /// <summary>Exports rows.</summary>
    public Task<Export> ExportAsync(ExportDefinition definition, string to) => new Exporting(
        _environment.Objects,
        _environment.ObjectWriter,
        _environment.Outbox,
        new DuckDbExporter(() => _store, Path.Combine(_environment.Folder, "incoming")),
        TimeProvider.System).ExportAsync(new ExportRequest(definition, NameOf(to)), default);

    /// <summary>Tests the rows of a dataset.</summary>
    public Task<IReadOnlyList<TestResult>> TestDatasetAsync(DatasetRoot root, DatasetName name, long? sample, params IReadOnlyList<string> tables) =>
        new DatasetTests(
            Project,
            _environment.Objects,
            _environment.Datasets,
            new ScratchWarehouses(() => _store, _environment.PathOf, Path.Combine(_environment.Folder, "incoming"), TimeProvider.System),
            TimeProvider.System).TestAsync(root, name, [.. tables.Select(t => Project.Tables[t])], sample, default);

    /// <summary>Has tables load files again that do not stand in them.</summary>
    /// <returns>Which table was sent which file, and how that had ended before.</returns>
    public async Task<IReadOnlyList<string>> ReloadAsync(bool isDryRun, params string[] names) => (await FindReloadsAsync(isDryRun, names))
        .Where(reload => reload.IsDue)
        .Select(reload => $"{reload.Table} {reload.File.Name} {reload.Last}".TrimEnd())
        .ToList();

    private async Task<IReadOnlyList<Reload>> FindReloadsAsync(bool isDryRun, string[] names)
    {
        var files = await Task.WhenAll(names.Select(async name => (await _environment.Objects.FindAsync(NameOf(name), default))!));
        return await ReloadingOf(_environment.Events).ReloadAsync(files, null, isDryRun, default);
    }

    /// <summary>Sends the next page of a range of files.</summary>
    public Task<BackfillMark> BackfillAsync(Subscriber target, BackfillRange range) => new Backfilling(
        Project, _environment.Objects, ReloadingOf(_environment.Events), _environment.Events, new DuckDbBackfills(_store), TimeProvider.System)
        .TurnAsync(target, range, restart: false, default);

    /// <summary>What has tables load files again, with deliveries in a log.</summary>
    public Reloading ReloadingOf(IEventLog log) => new([.. Project.Tables.Values], new DuckDbReloads(_store), log, TimeProvider.System);

    /// <summary>Runs SQL that writes, beside Weir.</summary>
    public void Execute(string sql)
    {
        using var rental = _store.Rent();
        rental.Execute(sql);
    }

    /// <summary>The rows of a query, cells joined by <c>|</c>.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        await using var reader = await new DuckDbQueries(_store, []).QueryAsync(sql, default);
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => FormattableString.Invariant($"{reader.GetValue(i)}"))));
        }

        return rows;
    }

    /// <summary>Does something while a query that saw what was there before is still open.</summary>
    public async Task WhileReadingAsync(string sql, Func<Task> act)
    {
        using var rental = _store.Rent();
        rental.Execute("BEGIN TRANSACTION");
        rental.Execute(sql);
        await act();
        rental.Execute("ROLLBACK");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _functions.DisposeAsync();
        _commands.Dispose();
        _warehouse.Dispose();
        _environment.Dispose();
        if (!_keep)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    /// <summary>What is still to be done, and what went wrong, for the message of a test that waited in vain.</summary>
    private async Task<string> StandingAsync()
    {
        string[] standing =
        [
            $"{await _environment.Deliveries.CountOpenAsync(default)} deliveries are open",
            .. _running.All.Select(run => $"{run.Pipeline} {run.Id} goes on since {run.StartedAt:O}"),
            .. (await _environment.Runs.ListWaitingAsync(default)).Select(run => $"{run.Pipeline} {run.Id} waits until {run.WakeAt:O}"),
            .. Recorder.Waits.TakeLast(5).Select(wait => $"waited for {wait}"),
            .. Recorder.Failed.TakeLast(5).Select(failed => $"failed: {failed.Failure}"),
            .. Recorder.Faults,
        ];
        return string.Join("; ", standing);
    }

    private static ObjectName NameOf(string name) => new(name.Split('/')[0], name.Split('/', 2)[1]);
}

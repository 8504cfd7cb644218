using System.Text;

using Microsoft.Extensions.Logging.Abstractions;

using Weir.Buckets;
using Weir.Engine.Hosting;
using Weir.Engine.Notifications;
using Weir.Engine.Triggers;
using Weir.Local;
using Weir.Local.Warehouses;
using Weir.Project;
using Weir.Projects;

namespace Weir.Tests.Flow;

/// <summary>A project that runs, with all its real parts, in a folder of its own.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly DuckDbStore _store;
    private readonly DuckDbWarehouse _warehouse;
    private readonly LocalEnvironment _environment;
    private readonly FlowHost _host;
    private readonly bool _keep;

    private World(string folder, LocalEnvironment environment, DuckDbStore store, ProjectDefinition project, bool keep)
    {
        (Folder, _environment, _store, _keep) = (folder, environment, store, keep);
        _warehouse = new DuckDbWarehouse(store, environment.PathOf, TimeProvider.System);
        var ports = new Ports
        {
            Log = environment.Events,
            Queue = environment.Deliveries,
            Outbox = environment.Outbox,
            Objects = environment.Objects,
            Writer = environment.ObjectWriter,
            Warehouse = _warehouse,
        };
        var observer = new SilentObserver();
        var loop = new Loop(observer, TimeProvider.System, NullLogger<Loop>.Instance);
        _host = FlowHost.Start(project, ports, observer, loop, TimeProvider.System);
    }

    public string Folder { get; }

    public LocalEnvironment Environment => _environment;

    public static async Task<World> StartAsync(string yaml, string? folder = null)
    {
        var at = folder ?? Directory.CreateTempSubdirectory("weir-world-").FullName;
        await File.WriteAllTextAsync(Path.Combine(at, "weir.yaml"), yaml);
        var read = ProjectReader.Read(at);
        var project = read.Definition ?? throw new InvalidDataException(string.Join('\n', read.Diagnostics));
        var environment = await LocalEnvironment.OpenAsync(
            at, "local", [.. project.Buckets.Values], TimeSpan.FromSeconds(5), TimeProvider.System, default);
        return new World(at, environment, DuckDbStore.Open(Path.Combine(environment.Folder, "warehouse.db")), project, folder is not null);
    }

    public Task PutAsync(string name, string content) => PutAsync((name, Encoding.UTF8.GetBytes(content)));

    public Task PutAsync(params (string Name, byte[] Content)[] files) => _host.Landing.LandAsync(
        [.. files.Select(f => new Arrival(NameOf(f.Name), () => new MemoryStream(f.Content)))], default);

    public Task WhenIdleAsync() => _host.WhenIdleAsync(default).WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>The rows of a query, cells joined by <c>|</c>.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        await using var reader = await new DuckDbQueries(_store).QueryAsync(sql, default);
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => FormattableString.Invariant($"{reader.GetValue(i)}"))));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _warehouse.Dispose();
        _environment.Dispose();
        if (!_keep)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static ObjectName NameOf(string name) => new(name.Split('/')[0], name.Split('/', 2)[1]);
}

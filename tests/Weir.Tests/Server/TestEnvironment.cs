using System.Net.Http.Headers;

using Microsoft.Extensions.Logging.Abstractions;

using Weir.Buckets;
using Weir.Cli.Composition;
using Weir.Engine.Secrets;
using Weir.Engine.Triggers;
using Weir.Http;
using Weir.Server.Access;
using Weir.Server.Access.Accounts;
using Weir.Server.Api;
using Weir.Server.Metrics;
using Weir.Server.Operations;
using Weir.Server.Web;

namespace Weir.Tests.Server;

/// <summary>A project in a folder of its own, with its environment open, directly or behind a server.</summary>
internal sealed class TestEnvironment : IAsyncDisposable
{
    public const string Project =
        """
        project: orders
        buckets:
          raw: {}
          curated: {}
        tables:
          orders:
            source: raw/**.json
            columns:
              id: { type: bigint, nullable: false }
        """;

    private readonly string _folder;
    private readonly EnvironmentSession _session;
    private readonly ApiServer? _server;

    private TestEnvironment(string folder, EnvironmentSession session, IOperations operations, ApiServer? server) =>
        (_folder, _session, Operations, _server) = (folder, session, operations, server);

    public IOperations Operations { get; }

    public string Socket => _server?.Socket ?? throw new InvalidOperationException("Nothing listens.");

    public string Folder => _folder;

    public static async Task<TestEnvironment> OpenAsync(
        bool served, string subfolder = "", Dictionary<string, string>? files = null)
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("weir-").FullName, subfolder);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "weir.yaml"), Project);
        foreach (var (file, content) in files ?? [])
        {
            var path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, content);
        }

        var place = new ProjectPlace(folder, "local");
        var session = await EnvironmentSession.OpenAsync(place, TimeSpan.Zero, new Masks(), TimeProvider.System, default);
        var direct = session.Operate(place, TimeProvider.System);
        if (!served)
        {
            return new TestEnvironment(folder, session, direct, null);
        }

        var stores = session.StoresAt(TimeProvider.System);
        var door = new OwnersDoor(new AuditTrail(stores.Audit, new Masks(), TimeProvider.System));
        var server = await ApiServer.StartAsync(
            new ApiParts { Operations = direct, Runs = session.Runs, Tables = session.TablesAt(TimeProvider.System) }, door, new Desk(stores, session.Project, door, null, null), place.EnvironmentFolder, NullLoggerProvider.Instance, default);
        var remote = await RemoteOperations.ConnectAsync(server.Socket, default);
        return new TestEnvironment(folder, session, remote!, server);
    }

    /// <summary>Serves the API on a port, too, with a client that shows the token.</summary>
    public async Task<(WebServer Server, HttpClient Http)> ServeAsync()
    {
        var place = WebPlace.Take(_folder, new ListenAddress(System.Net.IPAddress.Loopback, 0));
        var stores = _session.StoresAt(TimeProvider.System);
        var door = new Door(stores, place.Token, new Masks(), []);
        var server = await WebServer.StartAsync(
            new WebParts
            {
                Place = place,
                Api = new ApiParts { Operations = Operations, Runs = _session.Runs, Tables = _session.TablesAt(TimeProvider.System) },
                Hosts = [],
                Parts = [new MetricPart(_session.Local.Deliveries.CountOpenAsync, _session.Local.Metrics, Operations, "1.2.3", TimeProvider.System)],
                Logs = NullLoggerProvider.Instance,
                Door = door,
                Desk = new Desk(stores, _session.Project, door, door.Tickets, place.Address),
            },
            default);
        var http = new HttpClient { BaseAddress = new Uri($"{server.Address}/api/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", place.Token.Secret);
        return (server, http);
    }

    public static Arrival Arrival(string name, string content) => Arrival(name, System.Text.Encoding.UTF8.GetBytes(content));

    public static Arrival Arrival(string name, byte[] content) =>
        new(new ObjectName(name.Split('/')[0], name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]), () => new MemoryStream(content));

    public async ValueTask DisposeAsync()
    {
        await Operations.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        await _session.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

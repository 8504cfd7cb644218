using Microsoft.Extensions.Logging.Abstractions;

using Weir.Buckets;
using Weir.Cli.Composition;
using Weir.Engine.Secrets;
using Weir.Engine.Triggers;
using Weir.Server.Api;
using Weir.Server.Operations;

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

        var server = await ApiServer.StartAsync(direct, place.EnvironmentFolder, NullLoggerProvider.Instance, default);
        var remote = await RemoteOperations.ConnectAsync(server.Socket, default);
        return new TestEnvironment(folder, session, remote!, server);
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

using Amazon.Runtime;
using Amazon.S3;

using Microsoft.Extensions.Logging.Abstractions;

using Weir.Cli.Composition;
using Weir.Engine.Events;
using Weir.Engine.Notifications;
using Weir.Engine.Secrets;
using Weir.Engine.Triggers;
using Weir.Server.S3;
using Weir.Server.S3.Keys;

namespace Weir.Tests.Server.S3;

/// <summary>A project in a folder of its own, with its S3 endpoint open on a free port, and nothing running behind it.</summary>
internal sealed class S3World : IAsyncDisposable
{
    private const string Yaml =
        """
        project: orders
        buckets:
          raw: {}
          curated: {}
          inbox: { path: ./inbox }
        tables:
          orders:
            source: raw/**.json
            columns:
              id: { type: bigint, nullable: false }
        """;

    private readonly EnvironmentSession _session;
    private readonly S3Server _server;
    private readonly AmazonS3Client _client;

    private S3World(string folder, EnvironmentSession session, S3Server server)
    {
        (Folder, _session, _server) = (folder, session, server);
        Key = server.Place.Pairs[0];
        _client = new AmazonS3Client(new BasicAWSCredentials(Key.Id, Key.Secret), new AmazonS3Config
        {
            ServiceURL = server.Place.Endpoint,
            ForcePathStyle = true,
            AuthenticationRegion = "local",
            MaxErrorRetry = 0,
        });
    }

    public string Folder { get; }

    public AccessKey Key { get; }

    public IAmazonS3 Client => _client;

    public string Endpoint => _server.Place.Endpoint;

    public int Port => _server.Place.Port;

    public string CredentialsPath => _server.Place.Credentials!.Path;

    public Weir.Projects.ProjectDefinition Project => _session.Project;

    public Weir.Local.LocalEnvironment Local => _session.Local;

    public static async Task<S3World> OpenAsync(string? folder = null, string more = "")
    {
        folder ??= Directory.CreateTempSubdirectory("weir-s3-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "weir.yaml"), $"{Yaml}\n{more}\n");
        var place = new ProjectPlace(folder, "local");
        var session = await EnvironmentSession.OpenAsync(place, TimeSpan.FromSeconds(10), new Masks(), TimeProvider.System, default);
        var landing = new Landing(session.Local.ObjectWriter, session.Local.Events, new Router(session.Project), new SilentObserver(), TimeProvider.System);
        var server = await S3Server.StartAsync(
            session.Serve(landing, TimeProvider.System), S3Place.Take(place.EnvironmentFolder, 0), NullLoggerProvider.Instance, default);
        return new S3World(folder, session, server);
    }

    /// <summary>What an object holds, as <c>weir get</c> would give it.</summary>
    public async Task<byte[]> ContentAsync(string bucket, string key)
    {
        var stored = await Local.Objects.FindAsync(new(bucket, key), default) ?? throw new InvalidOperationException($"There is no {bucket}/{key}.");
        using var content = new MemoryStream();
        await using var stream = Local.Objects.OpenRead(stored);
        await stream.CopyToAsync(content);
        return content.ToArray();
    }

    /// <summary>Ends it, and leaves the folder for the next one.</summary>
    public async Task CloseAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        await _session.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

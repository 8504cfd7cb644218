using Microsoft.Extensions.Logging.Abstractions;

using Weir.Bench.Running;
using Weir.Engine.Events;
using Weir.Engine.Notifications;
using Weir.Engine.Secrets;
using Weir.Local;
using Weir.Server.Access;
using Weir.Server.S3;

namespace Weir.Bench.S3;

/// <summary>A project's S3 endpoint, with an environment of its own behind it.</summary>
internal sealed class S3Service : IAsyncDisposable
{
    private readonly LocalEnvironment _environment;
    private readonly S3Server _server;

    private S3Service(LocalEnvironment environment, S3Server server)
    {
        (_environment, _server) = (environment, server);
        Wire = new S3Wire(server.Place.Port, server.Place.Pairs[0].Id, server.Place.Pairs[0].Secret);
    }

    public S3Wire Wire { get; }

    public static async Task<S3Service> StartAsync(string folder, string yaml)
    {
        var project = BenchProject.Make(folder, yaml);
        var environment = await BenchProject.OpenAsync(folder, project);
        var ports = new S3Ports
        {
            Project = project,
            Landing = new Engine.Triggers.Landing(environment.ObjectWriter, environment.Events, new Router(project), new SilentObserver(), TimeProvider.System),
            Objects = environment.Objects,
            Attributes = environment.ObjectAttributes,
            Uploads = environment.Uploads,
            UploadParts = environment.UploadParts,
            Audit = new AuditTrail(environment.Audit, new Masks(), TimeProvider.System),
            Time = TimeProvider.System,
        };
        var place = S3Place.Take(environment.Folder, port: 0);
        return new S3Service(environment, await S3Server.StartAsync(ports, place, NullLoggerProvider.Instance, default));
    }

    /// <summary>Fails unless so many deliveries wait: a fast answer that is wrong counts for nothing.</summary>
    public async Task ExpectAsync(long deliveries)
    {
        var open = await _environment.Deliveries.CountOpenAsync(default);
        if (open != deliveries)
        {
            throw new InvalidOperationException($"{deliveries} objects were put, and {open} deliveries wait.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _environment.Dispose();
    }
}

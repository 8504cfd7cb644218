using System.Net;
using System.Text;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Weir.Server.Hosting;
using Weir.Server.S3.Keys;

namespace Weir.Server.S3;

/// <summary>Serves S3 on this machine's loopback address.</summary>
internal sealed class S3Server : IAsyncDisposable
{
    private readonly WebApplication _application;

    private S3Server(WebApplication application, S3Place place) => (_application, Place) = (application, place);

    /// <summary>Where, and for whom.</summary>
    public S3Place Place { get; }

    /// <summary>Starts to serve.</summary>
    /// <param name="ports">What the endpoint stands on.</param>
    /// <param name="place">Where, and for whom; goes with the server.</param>
    /// <param name="logs">Where it writes what goes wrong.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<S3Server> StartAsync(S3Ports ports, S3Place place, ILoggerProvider logs, CancellationToken cancellationToken)
    {
        var application = Build(ports, place, logs);
        await application.StartAsync(cancellationToken);
        return new S3Server(application, place);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        Place.Dispose();
    }

    private static WebApplication Build(S3Ports ports, S3Place place, ILoggerProvider logs)
    {
        var builder = WebBuilder.New(logs);
        builder.Services.Configure<SocketTransportOptions>(options => options.CreateBoundListenSocket = _ => place.Socket);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, place.Port));
        var application = builder.Build();
        var keys = new SigningKeys(place.Pairs);
        var watch = place.Credentials is { } file ? new PairWatch(file, keys, ports.Learn, ports.Time) : null;
        var door = new S3Door(ports, keys, watch, application.Services.GetRequiredService<ILogger<S3Door>>());
        application.RefuseTwoLengths();
        application.Run(door.AnswerAsync);
        return application;
    }

    private static void Configure(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;

        // Header bytes stay what they are: what is signed is bytes, and metadata goes back as it came.
        kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxConcurrentConnections = 512;
        kestrel.Limits.MaxRequestHeaderCount = 128;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.MaxRequestLineSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);

        // A body that trickles holds a connection: 240 bytes a second are asked for, after five seconds of patience.
        kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
    }
}

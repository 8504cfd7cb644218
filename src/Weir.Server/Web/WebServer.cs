using System.Net;

using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

using Weir.Failures;
using Weir.Server.Access;
using Weir.Server.Access.SignIn;
using Weir.Server.Api;
using Weir.Server.Api.Routes;
using Weir.Server.Hosting;
using Weir.Server.Live;

namespace Weir.Server.Web;

/// <summary>Serves the API and what is beside it to browsers and programs that show who they are.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    /// <summary>The largest body, but for those of endpoints that say otherwise.</summary>
    private const long LargestBody = 16 << 20;

    private static readonly MinDataRate Slowest = new(bytesPerSecond: 1_024, gracePeriod: TimeSpan.FromSeconds(10));

    private readonly WebApplication _application;
    private readonly WebPlace _place;

    private WebServer(WebApplication application, WebPlace place) => (_application, _place) = (application, place);

    /// <summary>Where it listens, such as <c>http://127.0.0.1:7475</c>.</summary>
    public string Address => _place.Address;

    /// <summary>The file with the token.</summary>
    public string TokenFile => _place.Token.Path;

    /// <summary>All that it answers to.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints => [.. _application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <summary>Starts to serve.</summary>
    /// <exception cref="RefusedException">WEIR7430: others could reach it, and nobody could be let in.</exception>
    public static async Task<WebServer> StartAsync(WebParts parts, CancellationToken cancellationToken)
    {
        if (!IPAddress.IsLoopback(parts.Place.EndPoint.Address) && !await parts.Door.Identities.AnybodyElseAsync(cancellationToken))
        {
            throw new RefusedException(new Failure(
                "WEIR7430",
                $"Others could reach {parts.Place.EndPoint}, and there are neither users nor tokens for them.",
                "Add somebody with 'weir user add NAME' or 'weir token create NAME', or listen on 127.0.0.1."));
        }

        var application = Build(parts);
        await application.StartAsync(cancellationToken);
        return new WebServer(application, parts.Place);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        _place.Dispose();
    }

    private static WebApplication Build(WebParts parts)
    {
        var builder = WebBuilder.New(parts.Logs);
        builder.Services.Configure<SocketTransportOptions>(options => options.CreateBoundListenSocket = _ => parts.Place.Socket);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, parts.Place));
        builder.Services.AddSingleton<IDoor>(parts.Door);
        foreach (var part in parts.Parts)
        {
            part.AddServices(builder.Services);
        }

        var application = builder.Build();
        application.RefuseTwoLengths();
        application.UseMiddleware<FailureFilter>();
        application.UseMiddleware<WebGuard>(new HostGuard(parts.Hosts));
        application.UseRouting();
        application.UseMiddleware<AccessGate>(parts.Door);
        if (parts.Api.Live is { } live)
        {
            application.UseMiddleware<ActWatch>(live);
        }

        if (application.Services.GetService<IAntiforgery>() is not null)
        {
            application.UseAntiforgery();
        }

        new ApiRoutes(parts.Api).Map(application);
        new AccountRoutes(parts.Desk).Map(application);
        new SignInRoutes(parts.Door).Map(application);
        foreach (var part in parts.Parts)
        {
            part.Map(application);
        }

        application.UseEndpoints(_ => { });
        application.Run(NotThere.AnswerAsync);
        return application;
    }

    private static void Configure(KestrelServerOptions kestrel, WebPlace place)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.MaxConcurrentConnections = 1_000;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MinRequestBodyDataRate = Slowest;
        kestrel.Limits.MinResponseDataRate = Slowest;
        kestrel.Listen(place.EndPoint, endpoint => endpoint.Protocols = HttpProtocols.Http1);
    }
}

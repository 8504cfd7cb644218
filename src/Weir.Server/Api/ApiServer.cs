using System.Net;
using System.Net.Sockets;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Weir.Failures;
using Weir.Server.Access;
using Weir.Server.Access.Accounts;
using Weir.Server.Api.Routes;
using Weir.Server.Hosting;
using Weir.Server.Live;

namespace Weir.Server.Api;

/// <summary>Serves operations on a Unix domain socket that only its owner may use.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly string _environmentFolder;

    private ApiServer(WebApplication application, string environmentFolder, string socket)
    {
        (_application, _environmentFolder) = (application, environmentFolder);
        Socket = socket;
    }

    /// <summary>Where it listens.</summary>
    public string Socket { get; }

    /// <summary>Starts to serve. Whoever calls holds the environment's lock.</summary>
    /// <exception cref="RefusedException">WEIR7004: no socket can be opened there.</exception>
    public static async Task<ApiServer> StartAsync(
        ApiParts parts, OwnersDoor door, Desk desk, string environmentFolder, ILoggerProvider logs, CancellationToken cancellationToken)
    {
        var builder = WebBuilder.New(logs);
        builder.Services.Configure<SocketTransportOptions>(options => options.CreateBoundListenSocket = Bind);
        try
        {
            var path = SocketPath.Choose(environmentFolder);
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = null;
                kestrel.Limits.MinRequestBodyDataRate = null;
                kestrel.Limits.MinResponseDataRate = null;
                kestrel.ListenUnixSocket(path);
            });
            var application = builder.Build();
            application.UseMiddleware<FailureFilter>();
            application.UseRouting();
            application.UseMiddleware<AccessGate>(door);
            if (parts.Live is { } live)
            {
                application.UseMiddleware<ActWatch>(live);
            }

            new ApiRoutes(parts).Map(application);
            new AccountRoutes(desk).Map(application);
            application.UseEndpoints(_ => { });
            application.Run(NotThere.AnswerAsync);
            await application.StartAsync(cancellationToken);
            return new ApiServer(application, environmentFolder, path);
        }
        catch (Exception error) when (error is IOException or SocketException or UnauthorizedAccessException)
        {
            throw new RefusedException(
                new Failure(
                    "WEIR7004",
                    $"Opening the socket in {environmentFolder} failed: {error.Message}",
                    "The folder must be writable, and on a file system that can hold sockets."),
                error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        SocketPath.Clear(_environmentFolder);
    }

    /// <summary>Takes everyone else's rights away before anyone can connect: nobody gets in between bind and listen.</summary>
    private static Socket Bind(EndPoint endpoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        if (!OperatingSystem.IsWindows() && endpoint is UnixDomainSocketEndPoint)
        {
            File.SetUnixFileMode(endpoint.ToString()!, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return socket;
    }
}

using System.Net.Sockets;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Weir.Engine.Triggers.Http;
using Weir.Failures;
using Weir.Http;
using Weir.Server.Hosting;

namespace Weir.Server.Http;

/// <summary>Hears the requests of triggers.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 1_024, gracePeriod: TimeSpan.FromSeconds(10));

    private readonly WebApplication _application;

    private HttpServer(WebApplication application) => _application = application;

    /// <summary>Where it listens, such as <c>http://127.0.0.1:7474</c>.</summary>
    public string Address => _application.Urls.First();

    /// <summary>Starts to listen.</summary>
    /// <param name="trigger">Takes the requests.</param>
    /// <param name="listen">Where.</param>
    /// <param name="hosts">The names by which senders reach it, beside addresses and <c>localhost</c>.</param>
    /// <param name="logs">Takes what goes wrong.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="RefusedException">
    /// WEIR7112: the address cannot be listened on. WEIR7113: others could reach a trigger without <c>auth</c>. WEIR7114: a secret is not set.
    /// </exception>
    public static async Task<HttpServer> StartAsync(
        HttpTrigger trigger, ListenAddress listen, IReadOnlyList<string> hosts, ILoggerProvider logs, TimeProvider time, CancellationToken cancellationToken)
    {
        CheckOpen(trigger, listen);
        trigger.CheckSecrets();
        var builder = WebBuilder.New(logs);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 1_000;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MinRequestBodyDataRate = Slowest;
            kestrel.Limits.MinResponseDataRate = Slowest;
            kestrel.Listen(listen.Address, listen.Port, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        var application = builder.Build();
        var handler = new RequestHandler(trigger, new HostGuard(hosts), time, application.Services.GetRequiredService<ILogger<RequestHandler>>());
        application.RefuseTwoLengths();
        application.Run(handler.HandleAsync);
        try
        {
            await application.StartAsync(cancellationToken);
            return new HttpServer(application);
        }
        catch (Exception error) when (error is IOException or SocketException or UnauthorizedAccessException)
        {
            await application.DisposeAsync();
            var isTaken = error.Message.Contains("in use", StringComparison.OrdinalIgnoreCase);
            throw new RefusedException(
                new Failure(
                    "WEIR7112",
                    isTaken ? $"Something else listens on {listen} already." : $"Listening on {listen} failed: {error.Message}",
                    "Choose another address with --listen, or under 'server: listen' in weir.yaml."),
                error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static void CheckOpen(HttpTrigger trigger, ListenAddress listen)
    {
        if (!listen.IsLoopback && trigger.Endpoints.All.FirstOrDefault(endpoint => endpoint.Trigger.Auth is null) is { } open)
        {
            throw new RefusedException(new Failure(
                "WEIR7113",
                $"On {listen} anybody could send {open}, which starts the pipeline '{open.Pipeline.Name}'.",
                "Give the trigger auth: { bearer: NAME }; or auth: none, if that is meant."));
        }
    }
}

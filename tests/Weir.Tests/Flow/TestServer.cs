using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Weir.Tests.Flow;

/// <summary>An HTTP server in this process, which keeps what it was asked.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stop = new();

    private TestServer(WebApplication app) => _app = app;

    /// <summary>Such as <c>http://127.0.0.1:1234</c>.</summary>
    public string Address => _app.Urls.First();

    /// <summary>Every request so far: method, path with query, and some headers.</summary>
    public ConcurrentQueue<Request> Requests { get; } = new();

    /// <summary>Ends when the server does: what never answers waits for it.</summary>
    public CancellationToken Stopping => _stop.Token;

    public static async Task<TestServer> StartAsync(Func<HttpContext, TestServer, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        var server = new TestServer(app);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            server.Requests.Enqueue(new Request(
                context.Request.Method,
                context.Request.Path + context.Request.QueryString.Value,
                body,
                context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            await answer(context, server);
        });
        await app.StartAsync();
        return server;
    }

    /// <summary>A port on which nobody listens.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    public sealed record Request(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers);
}

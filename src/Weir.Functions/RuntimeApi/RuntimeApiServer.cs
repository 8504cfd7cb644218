using System.Net.Sockets;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Weir.Functions.RuntimeApi;

/// <summary>Serves the AWS Lambda Runtime API (2018-06-01) to the processes of functions.</summary>
internal sealed class RuntimeApiServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly RuntimeListener _listener;

    private RuntimeApiServer(WebApplication application, RuntimeListener listener) => (_application, _listener) = (application, listener);

    public static async Task<RuntimeApiServer> StartAsync(CancellationToken cancellationToken)
    {
        var listener = new RuntimeListener();

        // The empty builder reads no settings files and no environment variables: those of a user's project are not ours.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, EndsWithItsOwner>();
        builder.Services.AddSingleton<IConnectionListenerFactory>(listener);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;

            // A process may be at an invocation for hours before it speaks again. Not infinite: Kestrel counts the end of that
            // beyond the greatest number, and closes the connection at its next tick.
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromDays(365);
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromMinutes(1);
            kestrel.Listen(listener.EndPoint);
        });
        var application = builder.Build();
        application.Run(RuntimeApiRoutes.AnswerAsync);
        await application.StartAsync(cancellationToken);
        return new RuntimeApiServer(application, listener);
    }

    /// <summary>Opens a port for one process. Disposing it closes the port.</summary>
    public Socket Open(RuntimeSession session) => _listener.Open(session);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }

    /// <summary>The process belongs to whoever started the server: it hears the signals, not the web host.</summary>
    private sealed class EndsWithItsOwner : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Weir.Server.Hosting;

/// <summary>Begins a server that belongs to a process which has more to do.</summary>
internal static class WebBuilder
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static WebApplicationBuilder New(ILoggerProvider logs)
    {
        // The empty builder reads no settings files and no environment variables: those of a user's project are not ours.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, EndsWithItsOwner>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Grace);
        builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Warning);
        return builder;
    }

    /// <summary>The process belongs to whoever started the server: it hears the signals, not the web host.</summary>
    private sealed class EndsWithItsOwner : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

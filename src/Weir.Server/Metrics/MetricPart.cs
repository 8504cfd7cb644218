using System.Globalization;
using System.Net.Mime;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Weir.Engine.Triggers.Alarms;
using Weir.Failures;
using Weir.Server.Access;
using Weir.Server.Operations;
using Weir.Server.Web;

namespace Weir.Server.Metrics;

/// <summary>Tells monitors how the process is: <c>/metrics</c>, <c>/healthz</c> and <c>/readyz</c>.</summary>
/// <param name="countWaiting">Counts the deliveries that have not ended.</param>
/// <param name="metrics">Knows the oldest of them.</param>
/// <param name="operations">Knows what is served.</param>
/// <param name="version">Weir's.</param>
/// <param name="time">The clock.</param>
internal sealed class MetricPart(
    Func<CancellationToken, Task<long>> countWaiting, IFlowMetrics metrics, IOperations operations, string version, TimeProvider time) : IWebPart
{
    public void AddServices(IServiceCollection services) => services.AddSingleton<MetricBoard>();

    public void Map(IEndpointRouteBuilder routes)
    {
        // It listens from now on, and ends with the server.
        var board = routes.ServiceProvider.GetRequiredService<MetricBoard>();
        routes.MapGet("/metrics", http => MetricsAsync(http, board)).Needs(Role.Viewer);
        routes.MapGet("/healthz", http => AnswerAsync(http, "ok")).ForAnybody();
        routes.MapGet("/readyz", ReadyAsync).ForAnybody();
    }

    private static Task AnswerAsync(HttpContext http, string word)
    {
        http.Response.ContentType = MediaTypeNames.Text.Plain;
        return http.Response.WriteAsync($"{word}\n", http.RequestAborted);
    }

    private async Task MetricsAsync(HttpContext http, MetricBoard board)
    {
        var status = await operations.StatusAsync(http.RequestAborted);
        var waiting = await countWaiting(http.RequestAborted);
        var oldest = await metrics.FindOldestWaitingAsync(null, http.RequestAborted);
        var age = oldest is { } since ? Math.Max(0, (time.GetUtcNow() - since).TotalSeconds) : 0;
        var text = new PrometheusText();
        foreach (var family in board.Families)
        {
            text.Add(family);
        }

        text.Gauge("weir_deliveries_waiting", "Deliveries that have not ended.", waiting)
            .Gauge("weir_deliveries_oldest_age_seconds", "How long ago the event happened whose delivery has waited for longest.", age)
            .Gauge("process_start_time_seconds", "When it was started, in seconds since 1970.", status.StartedAt.ToUnixTimeMilliseconds() / 1000.0)
            .Gauge("process_resident_memory_bytes", "The memory that the process has.", Environment.WorkingSet)
            .Gauge(
                "target_info",
                "What is served.",
                1,
                ("service.name", "weir"),
                ("service.version", version),
                ("deployment.environment.name", status.Environment),
                ("weir.project", status.Project),
                ("weir.project.revision", status.Revision));
        http.Response.ContentType = PrometheusText.ContentType;
        await http.Response.WriteAsync(text.ToString(), http.RequestAborted);
    }

    /// <summary>Whether it can work: what it remembers can be read.</summary>
    private async Task ReadyAsync(HttpContext http)
    {
        try
        {
            _ = await countWaiting(http.RequestAborted);
            await AnswerAsync(http, "ready");
        }
        catch (WeirException failed)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await AnswerAsync(http, string.Create(CultureInfo.InvariantCulture, $"not ready: {failed.Failure.Code}"));
        }
    }
}

using System.Text;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

using Weir.Server.Access;

namespace Weir.Server.Live;

/// <summary>Sends news to pages as server-sent events: a line for each state that differs in the topics that a page is interested in.</summary>
internal static class LiveRoutes
{
    /// <summary>After so long without news something is sent all the same: that is how it is noticed that nobody listens any more.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder routes, LiveFeed feed, TimeProvider time) =>
        routes.MapGet("/live", (RequestDelegate)(http => SendAsync(feed, time, http))).Needs(Role.Viewer);

    private static async Task SendAsync(LiveFeed feed, TimeProvider time, HttpContext http)
    {
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var topics = Topics.Read(http.Request.Query["topics"].ToString());
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await using var states = feed.WatchAsync(end.Token).GetAsyncEnumerator(end.Token);
            await SendAsync(states, topics, time, http, end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The page went, or the server stops.
        }
    }

    private static async Task SendAsync(
        IAsyncEnumerator<LiveState> states, IReadOnlyList<int> topics, TimeProvider time, HttpContext http, CancellationTokenSource end)
    {
        var (told, next) = ("", states.MoveNextAsync().AsTask());
        try
        {
            while (true)
            {
                if (await IsQuietAsync(next, time, end.Token))
                {
                    await WriteAsync(http, ":\n\n", end.Token);
                    continue;
                }

                var text = await next ? states.Current.Of(topics) : told;
                if (text != told)
                {
                    await WriteAsync(http, $"event: state\ndata: {told = text}\n\n", end.Token);
                }

                next = states.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // What is still waited for must have ended before it may be disposed of.
            await end.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<bool> IsQuietAsync(Task<bool> next, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await next.WaitAsync(Silence, time, cancellationToken);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    private static async Task WriteAsync(HttpContext http, string text, CancellationToken cancellationToken)
    {
        await http.Response.WriteAsync(text, Encoding.UTF8, cancellationToken);
        await http.Response.Body.FlushAsync(cancellationToken);
    }
}

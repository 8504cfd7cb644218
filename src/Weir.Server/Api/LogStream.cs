using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

using Weir.Server.Api.Calls;
using Weir.Server.Operations;

namespace Weir.Server.Api;

/// <summary>Sends what is seen of a run as it is there: as lines of JSON, or as server-sent events.</summary>
internal static class LogStream
{
    private const int FlushSize = 64 << 10;

    /// <summary>The number of the last step of which a browser that comes back has seen the end; zero for everybody else.</summary>
    public static int SeenBefore(HttpContext http) =>
        int.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Writes until the run ends, the client goes, or the server stops: then the last line tells of a run that goes on.</summary>
    public static async Task WriteAsync(FollowOrder order, IOperations operations, HttpContext http)
    {
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        await using var entries = operations.FollowAsync(order, end.Token).GetAsyncEnumerator(end.Token);
        var asEvents = http.Request.Headers.Accept.Any(type => type?.Contains(ApiCall.ServerSentEvents, StringComparison.OrdinalIgnoreCase) == true);
        var body = http.Response.BodyWriter;
        var unsent = 0L;
        try
        {
            while (true)
            {
                var next = entries.MoveNextAsync();
                if (unsent > FlushSize || (!next.IsCompleted && unsent > 0))
                {
                    await body.FlushAsync(end.Token);
                    unsent = 0;
                }

                if (!await next)
                {
                    break;
                }

                if (!http.Response.HasStarted)
                {
                    // Not before there is a line: a failure until then is an answer of its own.
                    http.Response.ContentType = asEvents ? ApiCall.ServerSentEvents : ApiCall.JsonLines;
                }

                unsent += asEvents ? WriteEvent(body, entries.Current) : WriteLine(body, entries.Current);
            }

            if (asEvents)
            {
                // A browser would come back for more otherwise.
                body.Write("event: end\ndata: {}\n\n"u8);
            }

            await body.FlushAsync(http.RequestAborted);
        }
        catch (OperationCanceledException error) when (stopping.IsCancellationRequested)
        {
            // The client may follow the run elsewhere, or later.
            if (!http.Response.HasStarted)
            {
                throw Lost.Connection(error);
            }
        }
    }

    private static long WriteLine(IBufferWriter<byte> body, FollowedLog entry)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(entry, OperationsJson.Default.FollowedLog);
        body.Write(line);
        body.Write("\n"u8);
        return line.Length;
    }

    private static long WriteEvent(IBufferWriter<byte> body, FollowedLog entry)
    {
        var head = Encoding.UTF8.GetBytes(
            entry.Number is { } number ? $"event: {entry.Event}\nid: {number}\ndata: " : $"event: {entry.Event}\ndata: ");
        body.Write(head);
        return head.Length + WriteLine(body, entry) + WriteBlank(body);
    }

    private static long WriteBlank(IBufferWriter<byte> body)
    {
        body.Write("\n"u8);
        return 1;
    }
}

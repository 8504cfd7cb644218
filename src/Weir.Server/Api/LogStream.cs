using System.Buffers;
using System.Text.Json;

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

using Weir.Server.Operations;

namespace Weir.Server.Api;

/// <summary>Sends what is seen of a run as lines of JSON, each as soon as it is there.</summary>
internal static class LogStream
{
    private const int FlushSize = 64 << 10;

    /// <summary>Writes until the run ends, the client goes, or the server stops: then the last line tells of a run that goes on.</summary>
    public static async Task WriteAsync(FollowOrder order, IOperations operations, HttpContext http)
    {
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        await using var entries = operations.FollowAsync(order, end.Token).GetAsyncEnumerator(end.Token);
        var body = http.Response.BodyWriter;
        var unsent = 0;
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
                    http.Response.ContentType = "application/x-ndjson";
                }

                var line = JsonSerializer.SerializeToUtf8Bytes(entries.Current, OperationsJson.Default.FollowedLog);
                body.Write(line);
                body.Write("\n"u8);
                unsent += line.Length;
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
}

using System.Buffers;
using System.Text.Json;

using Microsoft.AspNetCore.Http;

using Weir.Failures;
using Weir.Server.Operations;

namespace Weir.Server.Api;

/// <summary>Sends a query's answer as lines of JSON: the columns, each row as an array, and a last line.</summary>
internal static class QueryStream
{
    private const int FlushSize = 64 << 10;

    public static async Task WriteAsync(QueryAnswer answer, int limit, HttpResponse response, CancellationToken cancellationToken)
    {
        await using var whole = answer;
        response.ContentType = "application/x-ndjson";
        var body = response.BodyWriter;
        Line(body, new QueryLine(Columns: answer.Columns));
        var (count, unsent, isTruncated) = (0, 0, false);
        try
        {
            await foreach (var row in answer.Rows.WithCancellation(cancellationToken))
            {
                if (count++ == limit)
                {
                    isTruncated = true;
                    break;
                }

                body.Write(row.Span);
                body.Write("\n"u8);
                unsent += row.Length;
                if (unsent > FlushSize)
                {
                    await body.FlushAsync(cancellationToken);
                    unsent = 0;
                }
            }

            Line(body, new QueryLine(Complete: true, Truncated: isTruncated || answer.IsCut));
        }
        catch (WeirException error)
        {
            // The status line is long gone: the failure is told in the last line.
            Line(body, new QueryLine(Problem: Problem.Of(error)));
        }

        await body.FlushAsync(cancellationToken);
    }

    private static void Line(IBufferWriter<byte> body, QueryLine line)
    {
        body.Write(JsonSerializer.SerializeToUtf8Bytes(line, ApiJson.Default.QueryLine));
        body.Write("\n"u8);
    }
}

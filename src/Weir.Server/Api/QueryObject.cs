using System.Buffers;
using System.Text.Json;

using Microsoft.AspNetCore.Http;

using Weir.Server.Api.Calls;
using Weir.Server.Operations;

namespace Weir.Server.Api;

/// <summary>Sends a query's answer as one object: <c>columns</c>, <c>rows</c> and whether there are more.</summary>
internal static class QueryObject
{
    private const int FlushSize = 64 << 10;

    /// <summary>Writes row by row. What fails after the first row was sent cuts the answer off: it is no JSON then.</summary>
    public static async Task WriteAsync(QueryAnswer answer, int limit, HttpContext http)
    {
        await using var whole = answer;
        http.Response.ContentType = ApiCall.Json;
        var body = http.Response.BodyWriter;
        body.Write("{\"columns\":"u8);
        body.Write(JsonSerializer.SerializeToUtf8Bytes(answer.Columns, OperationsJson.Default.IReadOnlyListQueryColumn));
        body.Write(",\"rows\":["u8);
        var (count, unsent, isTruncated) = (0, 0, false);
        await foreach (var row in answer.Rows.WithCancellation(http.RequestAborted))
        {
            if (count == limit)
            {
                isTruncated = true;
                break;
            }

            body.Write(count++ > 0 ? ",\n"u8 : "\n"u8);
            body.Write(row.Span);
            unsent += row.Length;
            if (unsent > FlushSize)
            {
                await body.FlushAsync(http.RequestAborted);
                unsent = 0;
            }
        }

        body.Write(isTruncated || answer.IsCut ? "],\"truncated\":true}"u8 : "],\"truncated\":false}"u8);
        await body.FlushAsync(http.RequestAborted);
    }
}

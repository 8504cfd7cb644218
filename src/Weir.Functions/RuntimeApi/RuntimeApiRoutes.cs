using System.Buffers;
using System.Globalization;

using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Weir.Functions.RuntimeApi;

/// <summary>The paths of the Runtime API.</summary>
internal static class RuntimeApiRoutes
{
    private const string Version = "2018-06-01";

    /// <summary>Answers one request of a process.</summary>
    public static Task AnswerAsync(HttpContext http)
    {
        var session = (RuntimeSession)http.Features.Get<IConnectionItemsFeature>()!.Items[RuntimeListener.SessionItem]!;
        var path = (http.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (http.Request.Method, path) switch
        {
            ("GET", [Version, "runtime", "invocation", "next"]) => NextAsync(http, session),
            ("POST", [Version, "runtime", "invocation", var id, "response"]) => EndAsync(http, session, id, body => new RuntimeAnswer.Response(body)),
            ("POST", [Version, "runtime", "invocation", var id, "error"]) => EndAsync(http, session, id, body => new RuntimeAnswer.Error(body)),
            ("POST", [Version, "runtime", "init", "error"]) => FailInitAsync(http, session),
            _ => RefuseAsync(http, StatusCodes.Status404NotFound, "NotFound", $"There is no {http.Request.Method} {http.Request.Path}."),
        };
    }

    private static async Task NextAsync(HttpContext http, RuntimeSession session)
    {
        Invocation invocation;
        try
        {
            invocation = await session.NextAsync(http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            http.Abort();
            return;
        }

        var headers = http.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = invocation.RequestId;
        headers["Lambda-Runtime-Deadline-Ms"] = invocation.Deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Invoked-Function-Arn"] = invocation.FunctionArn;
        headers["Lambda-Runtime-Trace-Id"] = invocation.TraceId;
        if (invocation.ClientContext is { } told)
        {
            headers["Lambda-Runtime-Client-Context"] = told;
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = invocation.Payload.Length;
        await http.Response.BodyWriter.WriteAsync(invocation.Payload, http.RequestAborted);
    }

    private static async Task EndAsync(HttpContext http, RuntimeSession session, string requestId, Func<ReadOnlyMemory<byte>, RuntimeAnswer> answerOf)
    {
        var receipt = session.Expects(requestId);
        if (receipt == Receipt.Taken)
        {
            var body = await ReadAsync(http);
            receipt = session.End(requestId, body is { } all ? answerOf(all) : new RuntimeAnswer.TooLarge());
            if (body is null)
            {
                await RefuseAsync(
                    http,
                    StatusCodes.Status413PayloadTooLarge,
                    "RequestEntityTooLarge",
                    $"Exceeded the maximum allowed payload size ({RuntimeLimits.Payload} bytes).");
                return;
            }
        }

        await (receipt switch
        {
            Receipt.Taken => AcceptAsync(http),
            Receipt.Repeated => RefuseAsync(http, StatusCodes.Status403Forbidden, "InvalidStateTransition", "The invocation was answered already."),
            _ => RefuseAsync(http, StatusCodes.Status400BadRequest, "InvalidRequestID", "Invalid request ID"),
        });
    }

    private static async Task FailInitAsync(HttpContext http, RuntimeSession session)
    {
        session.FailInit(await ReadAsync(http) ?? default);
        await AcceptAsync(http);
    }

    private static Task AcceptAsync(HttpContext http) => WriteAsync(http, StatusCodes.Status202Accepted, """{"status":"OK"}""");

    private static Task RefuseAsync(HttpContext http, int status, string type, string message) => WriteAsync(
        http, status, $$"""{"errorMessage":"{{System.Text.Json.JsonEncodedText.Encode(message)}}","errorType":"{{type}}"}""");

    private static Task WriteAsync(HttpContext http, int status, string json)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(json, http.RequestAborted);
    }

    /// <summary>The body; none when it is larger than an answer may be.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength > RuntimeLimits.Payload)
        {
            return null;
        }

        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(http.RequestAborted);
            if (read.Buffer.Length > RuntimeLimits.Payload)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}

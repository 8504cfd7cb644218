using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

using Weir.Engine.Triggers.Http;
using Weir.Failures;
using Weir.Http;
using Weir.Server.Hosting;

namespace Weir.Server.Http;

/// <summary>Reads requests, within bounds, and writes what they are answered.</summary>
internal sealed partial class RequestHandler(HttpTrigger trigger, HostGuard guard, TimeProvider time, ILogger<RequestHandler> logger)
{
    private const long BodiesAtATime = 256L << 20;

    private static readonly TimeSpan LongestBody = TimeSpan.FromMinutes(2);

    private readonly BodyBudget _budget = new(BodiesAtATime);

    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            await WriteAsync(http, await AnswerAsync(http));
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The sender went away. What was begun is recorded; it may send the request again.
        }
        catch (BadHttpRequestException broken)
        {
            await WriteAsync(http, broken.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? TooLarge()
                : HttpAnswer.Problem(broken.StatusCode, new Failure("WEIR7116", "The request broke off, or its body came too slowly.", "Send it again.")));
        }
        catch (Exception error)
        {
            LogFailed(http.Request.Method, http.Request.Path.Value ?? "", error);
            await WriteAsync(http, HttpAnswer.Problem(
                500, new Failure("WEIR7003", "The running weir failed for a reason it does not know.", "Details are in weir.log in the environment's folder.")));
        }
    }

    private async Task<HttpAnswer> AnswerAsync(HttpContext http)
    {
        var request = Inbound(http);
        if (trigger.Endpoints.Find(request, out var none) is not { } match)
        {
            return none!;
        }

        var asked = match.Endpoint.Trigger;
        if ((asked.Auth is null or RequestAuth.None ? RefuseForeign(request) : null) is { } foreign)
        {
            return foreign;
        }

        if (trigger.Refuse(match, request) is { } refused)
        {
            return refused;
        }

        if (http.Request.ContentLength > asked.MaxBody)
        {
            return TooLarge();
        }

        var size = http.Request.ContentLength ?? (CanHaveBody(http) ? asked.MaxBody : 0);
        if (!_budget.TryTake(size))
        {
            return HttpAnswer.Later(new Failure("WEIR7110", "More requests are under way than the memory holds.", "Send it again in a moment."));
        }

        try
        {
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            {
                limit.MaxRequestBodySize = asked.MaxBody;
            }

            return await trigger.AnswerAsync(match, request, await ReadAsync(http), http.RequestAborted);
        }
        finally
        {
            _budget.Give(size);
        }
    }

    /// <summary>Where senders show a secret, which no page of somebody else knows, this is not asked.</summary>
    private HttpAnswer? RefuseForeign(InboundRequest request)
    {
        var host = request.Header("host");
        if (!guard.Knows(host))
        {
            return Refused("The request is for a host that this server is not known by.", "Send it to an address or to localhost, or name the host under 'server: hosts'.");
        }

        return HostGuard.IsForeign(host, request.Headers.GetValueOrDefault("origin"), request.Header("sec-fetch-site"))
            ? Refused("The request was sent by a page of another site.", "Give the trigger 'auth', and send the secret.")
            : null;
    }

    private static HttpAnswer Refused(string message, string hint) => HttpAnswer.Problem(403, new Failure("WEIR7104", message, hint));

    private static bool CanHaveBody(HttpContext http) => http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false;

    private async Task<byte[]> ReadAsync(HttpContext http)
    {
        using var late = new CancellationTokenSource(LongestBody, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, http.RequestAborted);
        var body = new MemoryStream();
        try
        {
            await http.Request.Body.CopyToAsync(body, either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The body came too slowly.", StatusCodes.Status408RequestTimeout);
        }

        return body.ToArray();
    }

    private static InboundRequest Inbound(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "/";
        var path = target.Split('?', 2)[0];
        return new InboundRequest(
            http.Request.Method.ToUpperInvariant(),
            path.StartsWith('/') ? path : http.Request.Path.Value ?? "/",
            [.. http.Request.Query.SelectMany(asked => asked.Value.Select(value => KeyValuePair.Create(asked.Key, value ?? "")))],
            http.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value.ToArray()), StringComparer.Ordinal));
    }

    private static HttpAnswer TooLarge() =>
        HttpAnswer.Problem(413, new Failure("WEIR7105", "The body is larger than the trigger takes.", "Send less, or make the trigger's max_body larger."));

    private static async Task WriteAsync(HttpContext http, HttpAnswer answer)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        http.Response.ContentLength = answer.Body.Length;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        foreach (var (name, value) in answer.Headers)
        {
            http.Response.Headers[name] = value;
        }

        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(answer.Body, http.RequestAborted);
        }
    }

    [LoggerMessage(7102, LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogFailed(string method, string path, Exception error);
}

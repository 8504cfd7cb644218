using System.Security.Cryptography;

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

using Weir.Buckets;
using Weir.Failures;
using Weir.Server.S3.Errors;
using Weir.Server.S3.Keys;
using Weir.Server.S3.Requests;
using Weir.Server.S3.Signing;
using Weir.Server.S3.Xml;

namespace Weir.Server.S3;

/// <summary>Takes a request from its bytes to its answer: who asks, what is asked, and what became of it.</summary>
internal sealed partial class S3Door(S3Ports ports, SigningKeys keys, PairWatch? watch, ILogger<S3Door> logger)
{
    private readonly Authenticator _authenticator = new(keys, ports.Time);
    private readonly S3Trail _trail = new(ports.Audit);
    private readonly S3Calls _calls = new(ports);

    public async Task AnswerAsync(HttpContext http)
    {
        var id = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
        http.Response.Headers["x-amz-request-id"] = id;
        http.Response.OnStarting(() =>
        {
            Reuse.Announce(http);
            return Task.CompletedTask;
        });
        var name = default(ObjectName);
        try
        {
            var request = Read(http);
            name = request.Name;
            _trail.Watch(request);
            await _calls.AnswerAsync(request);
        }
        catch (S3Exception error)
        {
            await RefuseAsync(http, error, id);
        }
        catch (WeirException error)
        {
            await RefuseAsync(http, S3Errors.Of(error, name), id);
        }
        catch (BadHttpRequestException error)
        {
            await RefuseAsync(http, error.StatusCode == StatusCodes.Status408RequestTimeout
                ? new S3Exception(400, "RequestTimeout", "Your socket connection to the server was not read from or written to within the timeout period.")
                : S3Errors.IncompleteBody("The request ended before its body did, or is not well-formed HTTP."), id);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client went away, and the work was cancelled for it.
        }
        catch (Exception error)
        {
            LogFailed(http.Request.Method, name, error);
            await RefuseAsync(http, new S3Exception(500, "InternalError", "We encountered an internal error. Details are in weir.log in the environment's folder."), id);
        }
    }

    private S3Request Read(HttpContext http)
    {
        watch?.Look();
        var hostBucket = HostName.BucketOf(http.Request.Headers.Host.ToString());
        var raw = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var target = RequestTarget.Parse(raw);
        var (authorization, key, pair) = _authenticator.Check(http.Request.Method, target, http.Request.Headers);
        var (bucket, objectKey) = S3Request.Split(target.Path, hostBucket);
        return new S3Request
        {
            Http = http,
            Target = target,
            Authorization = authorization,
            SigningKey = key,
            Pair = pair,
            Bucket = bucket,
            Key = objectKey,
            Share = S3Share.Of(pair, ports.Project),
        };
    }

    private static async Task RefuseAsync(HttpContext http, S3Exception error, string id)
    {
        if (http.Response.HasStarted && http.Response.ContentType != "application/xml")
        {
            // Half a content is out: cutting the connection is the only way left to say that it is not whole.
            http.Abort();
            return;
        }

        if (!http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.Headers["x-amz-request-id"] = id;
        }

        var xml = new XmlText().Open("Error")
            .Add("Code", error.Code)
            .Add("Message", error.Message)
            .Add("Resource", http.Request.Path.Value)
            .Add("RequestId", id);
        foreach (var (name, value) in error.Details)
        {
            xml.Add(name, value);
        }

        try
        {
            await xml.SendAsync(http, error.Status);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read it.
        }
    }

    [LoggerMessage(7102, LogLevel.Error, "{Method} {Name} failed")]
    private partial void LogFailed(string method, ObjectName name, Exception error);
}

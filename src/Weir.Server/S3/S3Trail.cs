using System.Globalization;

using Microsoft.AspNetCore.Http;

using Weir.Buckets;
using Weir.Engine.Access;
using Weir.Server.Access;
using Weir.Server.S3.Objects;
using Weir.Server.S3.Requests;

namespace Weir.Server.S3;

/// <summary>Notes in the audit log which pair changes what.</summary>
/// <remarks>
/// What lands is noted in the transaction of its event, which costs no second commit. All else, and whatever was refused, is noted before
/// it is answered.
/// </remarks>
/// <param name="trail">Where.</param>
internal sealed class S3Trail(AuditTrail trail)
{
    private const string PutObject = "PutObject";
    private const string CopyObject = "CopyObject";
    private const string CompleteMultipartUpload = "CompleteMultipartUpload";
    private const string CreateBucket = "CreateBucket";
    private const string DeleteObject = "DeleteObject";
    private const string DeleteObjects = "DeleteObjects";

    /// <summary>Has a request noted when it is answered, if it may change something and nothing else notes it.</summary>
    public void Watch(S3Request request)
    {
        if (NameOf(request) is { } name)
        {
            request.Http.Response.OnStarting(() => IsNotedElsewhere(name, request.Http.Response.StatusCode)
                ? Task.CompletedTask
                : trail.NoteAsync([EntryOf(request, name, About(request), request.Http.Response.StatusCode)]));
        }
    }

    /// <summary>What is noted with the object that a request lands.</summary>
    public AuditEntry LandingOf(S3Request request) => EntryOf(request, NameOf(request)!, About(request), StatusCodes.Status200OK);

    /// <summary>Notes what became of objects that are deleted together.</summary>
    /// <param name="request">The request.</param>
    /// <param name="ends">The objects, each with its status.</param>
    public Task NoteDeletedAsync(S3Request request, IEnumerable<(ObjectName Name, int Status)> ends) =>
        trail.NoteAsync([.. ends.Select(end => EntryOf(request, DeleteObject, end.Name.ToString(), end.Status))]);

    private static bool IsNotedElsewhere(string name, int status) =>
        status < StatusCodes.Status300MultipleChoices && name is PutObject or CopyObject or CompleteMultipartUpload or DeleteObjects or CreateBucket;

    private AuditEntry EntryOf(S3Request request, string name, string about, int status) =>
        trail.EntryOf(WhoOf(request), name, about, request.Http.Connection.RemoteIpAddress?.ToString() ?? "", status.ToString(CultureInfo.InvariantCulture));

    private static string WhoOf(S3Request request) => request.Pair switch
    {
        { Name: "" } => "the project's own code",
        { Tenant: { } tenant } pair => $"S3 key {pair.Name} of {tenant}",
        { } pair => $"S3 key {pair.Name}",
    };

    private static string About(S3Request request) => request.Key.Length == 0 ? request.Bucket : request.Name.ToString();

    /// <summary>What S3 calls it; nothing for what changes nothing, and for parts of an object that is not there yet.</summary>
    private static string? NameOf(S3Request request)
    {
        var target = request.Target;
        return (request.Method, IsBucket: request.Key.Length == 0) switch
        {
            ("PUT", true) => CreateBucket,
            ("DELETE", true) => "DeleteBucket",
            ("POST", true) => DeleteObjects,
            ("PUT", _) when target.Has("tagging") => "PutObjectTagging",
            ("PUT", _) when target.Has("uploadId") || target.Has("partNumber") => null,
            ("PUT", _) => CopySource.IsIn(request) ? CopyObject : PutObject,
            ("POST", _) when target.Has("uploads") => "CreateMultipartUpload",
            ("POST", _) => CompleteMultipartUpload,
            ("DELETE", _) when target.Has("tagging") => "DeleteObjectTagging",
            ("DELETE", _) when target.Has("uploadId") => "AbortMultipartUpload",
            ("DELETE", _) => DeleteObject,
            _ => null,
        };
    }
}

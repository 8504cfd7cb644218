using Weir.Server.S3.Buckets;
using Weir.Server.S3.Errors;
using Weir.Server.S3.Multipart;
using Weir.Server.S3.Objects;
using Weir.Server.S3.Requests;

namespace Weir.Server.S3;

/// <summary>Finds the call that a request makes: by its method, what it is about, and the parameters of its query.</summary>
internal sealed class S3Calls
{
    /// <summary>What S3 has under a parameter, and this endpoint has not.</summary>
    private static readonly string[] Elsewhere =
    [
        "accelerate", "acl", "analytics", "cors", "encryption", "intelligent-tiering", "inventory", "legal-hold", "lifecycle", "logging",
        "metrics", "notification", "object-lock", "ownershipControls", "policy", "policyStatus", "publicAccessBlock", "replication",
        "requestPayment", "restore", "retention", "select", "session", "torrent", "versions", "website", "append", "metadataTable",
        "renameObject",
    ];

    private readonly BucketCalls _buckets;
    private readonly ListCalls _lists;
    private readonly ObjectReads _reads;
    private readonly ObjectWrites _writes;
    private readonly ObjectDeletes _deletes;
    private readonly ObjectTags _tags;
    private readonly ObjectParts _describing;
    private readonly UploadCalls _uploads;
    private readonly UploadPartCalls _parts;
    private readonly UploadListCalls _uploadLists;

    public S3Calls(S3Ports ports)
    {
        _buckets = new BucketCalls(ports.Project, ports.Objects, ports.Time.GetUtcNow());
        _lists = new ListCalls(ports.Objects);
        _reads = new ObjectReads(ports.Objects);
        _writes = new ObjectWrites(ports, _reads);
        _deletes = new ObjectDeletes(ports.Objects, new S3Trail(ports.Audit));
        _tags = new ObjectTags(ports, _reads);
        _describing = new ObjectParts(_reads);
        _uploads = new UploadCalls(ports, _writes);
        _parts = new UploadPartCalls(ports, _reads);
        _uploadLists = new UploadListCalls(ports);
    }

    /// <exception cref="S3Exception">Whatever S3 would answer.</exception>
    public Task AnswerAsync(S3Request request)
    {
        if (Elsewhere.FirstOrDefault(request.Target.Has) is { } parameter)
        {
            throw S3Errors.NotImplemented($"?{parameter}");
        }

        request.Share.Check(request);
        if (request.Bucket.Length == 0)
        {
            return request is { Method: "GET", Key: "" } ? _buckets.ListAsync(request) : throw S3Errors.MethodNotAllowed(request.Method);
        }

        if (request is { Method: "PUT", Key: "" } && !request.Target.Has("tagging") && !request.Target.Has("versioning"))
        {
            _buckets.Create(request);
            return Task.CompletedTask;
        }

        _buckets.Check(request.Bucket);
        return request.Key.Length == 0 ? OnBucket(request) : OnObject(request);
    }

    private Task OnBucket(S3Request request)
    {
        var target = request.Target;
        switch (request.Method)
        {
            case "GET" when target.Has("location"):
                return BucketCalls.LocateAsync(request);
            case "GET" when target.Has("versioning"):
                return BucketCalls.GetVersioningAsync(request);
            case "GET" when target.Has("uploads"):
                return _uploadLists.ListUploadsAsync(request);
            case "GET" when !target.Has("tagging"):
                return _lists.ListAsync(request);
            case "HEAD":
                BucketCalls.Head(request);
                return Task.CompletedTask;
            case "POST" when target.Has("delete"):
                return _deletes.DeleteManyAsync(request);
            case "DELETE" when !target.Has("tagging"):
                return _buckets.DeleteAsync(request);
            case "POST":
                throw S3Errors.NotImplemented("Uploading by a form");
            case "GET" or "PUT" or "DELETE":
                throw S3Errors.NotImplemented("Tagging or versioning a bucket");
            default:
                throw S3Errors.MethodNotAllowed(request.Method);
        }
    }

    private Task OnObject(S3Request request)
    {
        var target = request.Target;
        return request.Method switch
        {
            "GET" when target.Has("tagging") => _tags.GetAsync(request),
            "GET" when target.Has("attributes") => _describing.DescribeAsync(request),
            "GET" when target.Has("uploadId") => _uploadLists.ListPartsAsync(request),
            "GET" => _reads.GetAsync(request),
            "HEAD" => _reads.HeadAsync(request),
            "PUT" when target.Has("tagging") => _tags.PutAsync(request),
            "PUT" when target.Has("uploadId") || target.Has("partNumber") =>
                CopySource.IsIn(request) ? _parts.CopyAsync(request) : _parts.PutAsync(request),
            "PUT" when CopySource.IsIn(request) => _writes.CopyAsync(request),
            "PUT" => _writes.PutAsync(request),
            "POST" when target.Has("uploads") => _uploads.BeginAsync(request),
            "POST" when target.Has("uploadId") => _uploads.CompleteAsync(request),
            "DELETE" when target.Has("tagging") => _tags.DeleteAsync(request),
            "DELETE" when target.Has("uploadId") => _uploads.AbortAsync(request),
            "DELETE" => _deletes.DeleteAsync(request),
            _ => throw S3Errors.MethodNotAllowed(request.Method),
        };
    }
}

using Weir.Server.S3.Errors;
using Weir.Server.S3.Requests;

namespace Weir.Server.S3.Objects;

/// <summary>Refuses what a client asks for that would be silently missing: encryption, locks, other storage, foreign owners.</summary>
internal static class UnsupportedHeaders
{
    private static readonly string[] Prefixes =
    [
        "x-amz-server-side-encryption", "x-amz-copy-source-server-side-encryption", "x-amz-object-lock-", "x-amz-grant-",
        "x-amz-website-redirect-location", "x-amz-write-offset-bytes",
    ];

    public static void Refuse(S3Request request)
    {
        foreach (var (name, _) in request.Http.Request.Headers)
        {
            if (Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                throw S3Errors.NotImplemented($"The header {name.ToLowerInvariant()}");
            }
        }

        if (request.Header("x-amz-storage-class") is { } storage and not "STANDARD")
        {
            throw new S3Exception(400, "InvalidStorageClass", $"There is one storage class here, STANDARD, and not {storage}.");
        }

        if (request.Header("x-amz-acl") is not (null or "private" or "bucket-owner-full-control"))
        {
            throw new S3Exception(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
        }
    }
}

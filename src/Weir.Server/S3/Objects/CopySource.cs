using Weir.Buckets;
using Weir.Server.S3.Errors;
using Weir.Server.S3.Requests;

namespace Weir.Server.S3.Objects;

/// <summary>What <c>x-amz-copy-source</c> names: <c>[/]bucket/key</c>, percent-encoded.</summary>
internal static class CopySource
{
    private const string Header = "x-amz-copy-source";

    public static bool IsIn(S3Request request) => request.Header(Header) is not null;

    /// <exception cref="S3Exception">InvalidArgument: it names no object. NoSuchVersion: it names a version. AccessDenied: whoever asks does not reach it.</exception>
    public static ObjectName Parse(S3Request request)
    {
        var raw = request.Header(Header)!;
        var mark = raw.IndexOf("?versionId=", StringComparison.Ordinal);
        ObjectReads.CheckVersion(mark < 0 ? null : raw[(mark + "?versionId=".Length)..]);
        var name = UriEncoding.Decode((mark < 0 ? raw : raw[..mark]).TrimStart('/'), plusIsSpace: false);
        var source = name.Split('/', 2) is [{ Length: > 0 } bucket, { Length: > 0 } key]
            ? new ObjectName(bucket, key)
            : throw S3Errors.InvalidArgument(Header, raw, "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
        request.Share.Check(source);
        return source;
    }
}

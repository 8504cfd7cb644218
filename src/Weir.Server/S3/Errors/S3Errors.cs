using Weir.Buckets;
using Weir.Failures;

namespace Weir.Server.S3.Errors;

/// <summary>The errors that a request can end with, under S3's codes.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html lists them.</remarks>
internal static class S3Errors
{
    public static S3Exception AccessDenied(string why) => new(403, "AccessDenied", why);

    public static S3Exception InvalidRequest(string why) => new(400, "InvalidRequest", why);

    public static S3Exception InvalidArgument(string name, string value, string why) =>
        new(400, "InvalidArgument", why) { Details = [("ArgumentName", name), ("ArgumentValue", value)] };

    public static S3Exception InvalidUri() => new(400, "InvalidURI", "The request's path or query is not one that could be decoded.");

    public static S3Exception MalformedXml(string why) => new(400, "MalformedXML", $"The request's body is not the XML that is expected here: {why}");

    public static S3Exception NotImplemented(string what) =>
        new(501, "NotImplemented", $"{what} is not implemented here. docs/guides/s3.md lists what is.");

    public static S3Exception MethodNotAllowed(string method) =>
        new(405, "MethodNotAllowed", $"The method {method} is not allowed against this resource.");

    public static S3Exception NoSuchBucket(string bucket) =>
        new(404, "NoSuchBucket", $"There is no bucket '{bucket}'. Buckets are declared under 'buckets:' in weir.yaml.") { Details = [("BucketName", bucket)] };

    public static S3Exception NoSuchKey(ObjectName name) =>
        new(404, "NoSuchKey", "The specified key does not exist.") { Details = [("Key", name.Key)] };

    public static S3Exception NoSuchUpload(string id) =>
        new(404, "NoSuchUpload", "There is no such multipart upload: it was completed or aborted, or never begun.") { Details = [("UploadId", id)] };

    public static S3Exception PreconditionFailed(string condition) =>
        new(412, "PreconditionFailed", "At least one of the preconditions that you specified did not hold.") { Details = [("Condition", condition)] };

    public static S3Exception IncompleteBody(string why) => new(400, "IncompleteBody", why);

    public static S3Exception BadDigest(string what) =>
        new(400, "BadDigest", $"The {what} that you specified is not that of the content that was received.");

    public static S3Exception HashMismatch() =>
        new(400, "XAmzContentSHA256Mismatch", "The x-amz-content-sha256 that you specified is not that of the content that was received.");

    public static S3Exception EntityTooLarge(long most) =>
        new(400, "EntityTooLarge", $"The request's body is larger than the {most} bytes allowed here.");

    /// <summary>What a failure of the engine means to an S3 client.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="name">What the request is about.</param>
    public static S3Exception Of(WeirException error, ObjectName name)
    {
        var text = $"{error.Failure.Message} {error.Failure.Hint} ({error.Failure.Code})";
        return error switch
        {
            { IsTransient: true } => new(503, "ServiceUnavailable", text),
            { Failure.Code: "WEIR3002" } => NoSuchBucket(name.Bucket),
            { Failure.Code: "WEIR3001" } when System.Text.Encoding.UTF8.GetByteCount(name.Key) > ObjectKey.MaxBytes => new(400, "KeyTooLongError", text),
            { Failure.Code: "WEIR3001" } => InvalidArgument("Key", name.Key, text),
            { Failure.Code: "WEIR3004" } => NoSuchKey(name),
            _ => InvalidRequest(text),
        };
    }
}

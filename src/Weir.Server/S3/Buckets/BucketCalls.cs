using Microsoft.AspNetCore.Http;

using Weir.Engine.Objects;
using Weir.Projects;
using Weir.Server.S3.Errors;
using Weir.Server.S3.Requests;
using Weir.Server.S3.Xml;

namespace Weir.Server.S3.Buckets;

/// <summary>Calls about buckets. These are declared in the project's file: no client makes or removes one.</summary>
/// <param name="project">Declares them.</param>
/// <param name="objects">What is in them.</param>
/// <param name="startedAt">When the endpoint was opened, which passes for the buckets' time of creation.</param>
internal sealed class BucketCalls(ProjectDefinition project, IObjectStore objects, DateTimeOffset startedAt)
{
    /// <summary>Any name is accepted of clients. Not one of AWS's: for its oldest, boto3 signs URLs as only that one still accepts.</summary>
    public const string Region = "local";

    /// <exception cref="S3Exception">NoSuchBucket.</exception>
    public void Check(string bucket)
    {
        if (!project.Buckets.ContainsKey(bucket))
        {
            throw S3Errors.NoSuchBucket(bucket);
        }
    }

    public async Task ListAsync(S3Request request)
    {
        var xml = new XmlText().Open("ListAllMyBucketsResult", isRoot: true).AddOwner().Open("Buckets");
        foreach (var bucket in project.Buckets.Keys.Where(request.Share.Has).Order(StringComparer.Ordinal))
        {
            xml.Open("Bucket").Add("Name", bucket).Add("CreationDate", startedAt).Close();
        }

        await xml.SendAsync(request.Http);
    }

    public static void Head(S3Request request) => request.Http.Response.Headers["x-amz-bucket-region"] = Region;

    public static Task LocateAsync(S3Request request) =>
        new XmlText().OpenRoot("LocationConstraint", Region).SendAsync(request.Http);

    public static Task GetVersioningAsync(S3Request request) =>
        new XmlText().Open("VersioningConfiguration", isRoot: true).SendAsync(request.Http); // empty: never switched on

    public void Create(S3Request request)
    {
        if (!project.Buckets.ContainsKey(request.Bucket))
        {
            throw S3Errors.AccessDenied($"Buckets are declared, not created: add '{request.Bucket}: {{}}' under 'buckets:' in weir.yaml and start weir up again.");
        }

        request.Http.Response.Headers.Location = $"/{request.Bucket}";
    }

    public async Task DeleteAsync(S3Request request)
    {
        if ((await objects.ListAsync(request.Bucket, "", null, 1, request.Cancelled)).Count > 0)
        {
            throw new S3Exception(StatusCodes.Status409Conflict, "BucketNotEmpty", "The bucket you tried to delete is not empty");
        }

        throw S3Errors.AccessDenied($"Buckets are declared, not created: take '{request.Bucket}' out of 'buckets:' in weir.yaml and start weir up again.");
    }
}

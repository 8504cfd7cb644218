using System.Globalization;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Weir.Buckets;
using Weir.Engine.Triggers;
using Weir.Server.Access;
using Weir.Server.Api.Calls;
using Weir.Server.Live;
using Weir.Server.Operations;

namespace Weir.Server.Api.Routes;

/// <summary>Objects. Keys travel in the query string, where no one normalises them.</summary>
internal sealed class ObjectRoutes(IOperations operations)
{
    private const string Subject = "Objects";

    private static readonly Parameter<string> Bucket = Ask.Text("bucket", "The bucket.", isRequired: true);
    private static readonly Parameter<string> Key = Ask.Text("key", "The key.", isRequired: true);
    private static readonly Parameter<string> Prefix = Ask.Text("prefix", "What the keys begin with.");

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapCall(
            "GET",
            "/objects",
            Role.Viewer,
            new ApiCall("list_objects", Subject, "Lists the objects of a bucket by their keys.")
            {
                Asks = [Bucket, Prefix, Ask.After, Ask.Limit],
                Answer = OperationsJson.Default.PageListedObject,
                Fails = [404],
            },
            ListAsync);
        api.MapCall(
            "POST",
            "/objects",
            Role.Operator,
            new ApiCall("put_objects", Subject, "Puts many small objects, all or none of them, as the command line does.")
            {
                Remarks = "The body is a format of its own. Programs put objects one by one, or through the S3 endpoint.",
                BodyType = ObjectBatch.ContentType,
                Answer = OperationsJson.Default.PageListedObject,
                Fails = [404, 422],
            },
            PutBatchAsync).WithMetadata(new BodyLimit(ObjectBatch.LargestBatch + (1 << 20)), new ToldByFlow());
        api.MapCall(
            "GET",
            "/object",
            Role.Viewer,
            new ApiCall("get_object", Subject, "Gets an object's content.") { Asks = [Bucket, Key], AnswerTypes = [ApiCall.Bytes], Fails = [404, 422] },
            GetAsync);
        api.MapCall(
            "PUT",
            "/object",
            Role.Operator,
            new ApiCall("put_object", Subject, "Puts an object. It is durable, and what it starts will start, when this is answered.")
            {
                Asks = [Bucket, Key],
                BodyType = ApiCall.Bytes,
                Answer = OperationsJson.Default.ListedObject,
                Fails = [404, 422],
            },
            PutAsync).WithMetadata(new BodyLimit(null), new ToldByFlow());
        api.MapCall(
            "DELETE",
            "/object",
            Role.Operator,
            new ApiCall("remove_object", Subject, "Removes an object, if it is there.") { Asks = [Bucket, Key], Answer = ApiJson.Default.Counted, Fails = [404, 409, 422] },
            RemoveOneAsync);
        api.MapCall(
            "POST",
            "/objects/remove",
            Role.Operator,
            new ApiCall("remove_objects", Subject, "Removes objects, and says how many were there.") { Body = ApiJson.Default.Removal, Answer = ApiJson.Default.Counted, Fails = [404, 409, 422] },
            RemoveAsync);
    }

    private async Task ListAsync(HttpContext http)
    {
        var objects = await operations.ListObjectsAsync(
            Bucket.Get(http), Prefix.Get(http, ""), Exchange.AfterOf(http), Exchange.LimitOf(http) + 1, http.RequestAborted);
        await Exchange.PageAsync(http, objects, last => last.Key, OperationsJson.Default.PageListedObject);
    }

    private async Task PutBatchAsync(HttpContext http)
    {
        var batch = await ObjectBatch.ReadAsync(http.Request.Body, http.RequestAborted);
        var landed = await operations.PutAsync(
            [.. batch.Select(item => new Arrival(item.Name, () => new MemoryStream(item.Content)))], http.RequestAborted);
        await Exchange.AllAsync(http, landed, OperationsJson.Default.PageListedObject);
    }

    private async Task PutAsync(HttpContext http)
    {
        var landed = await operations.PutAsync([new Arrival(NameOf(http), () => http.Request.Body)], http.RequestAborted);
        await Exchange.AnswerAsync(http, landed[0], OperationsJson.Default.ListedObject);
    }

    private async Task GetAsync(HttpContext http)
    {
        await using var found = await operations.OpenAsync(NameOf(http), http.RequestAborted);

        // No browser shows it as a page of this server, whatever is in it.
        http.Response.Headers.ContentDisposition = "attachment";
        http.Response.ContentType = ApiCall.Bytes;
        http.Response.ContentLength = found.About.Size;
        http.Response.Headers.ETag = $"\"{found.About.Etag}\"";
        http.Response.Headers.LastModified = found.About.LandedAt.ToString("R", CultureInfo.InvariantCulture);
        http.Response.Headers["weir-key"] = Uri.EscapeDataString(found.About.Key);
        http.Response.Headers["weir-version"] = found.About.Version.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["weir-landed-at"] = found.About.LandedAt.ToString("O", CultureInfo.InvariantCulture);
        await found.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private async Task RemoveOneAsync(HttpContext http) => await Exchange.AnswerAsync(
        http, new Counted(await operations.RemoveAsync([NameOf(http)], http.RequestAborted)), ApiJson.Default.Counted);

    private async Task RemoveAsync(HttpContext http)
    {
        var removal = await Exchange.BodyAsync(http, ApiJson.Default.Removal);
        await Exchange.AnswerAsync(
            http, new Counted(await operations.RemoveAsync([.. removal.Names.Select(NamedObject.Of)], http.RequestAborted)), ApiJson.Default.Counted);
    }

    private static ObjectName NameOf(HttpContext http) => new(Bucket.Get(http), Key.Get(http));
}

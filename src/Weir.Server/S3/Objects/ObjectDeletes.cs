using System.Xml.Linq;

using Microsoft.AspNetCore.Http;

using Weir.Buckets;
using Weir.Engine.Objects;
using Weir.Failures;
using Weir.Server.S3.Bodies;
using Weir.Server.S3.Errors;
using Weir.Server.S3.Requests;
using Weir.Server.S3.Xml;

namespace Weir.Server.S3.Objects;

/// <summary>DeleteObject and DeleteObjects.</summary>
internal sealed class ObjectDeletes(IObjectStore objects, S3Trail trail)
{
    private const int Most = 1000;

    public async Task DeleteAsync(S3Request request)
    {
        ObjectReads.CheckVersion(request.Target["versionId"]);
        if (request.Header("If-Match") is not null)
        {
            var current = await objects.FindAsync(request.Name, request.Cancelled);
            Conditions.CheckWrite(request, current);
            await objects.RemoveAsync(current!, request.Cancelled);
        }
        else
        {
            // Deleting what is not there is fine, also what could not be there.
            await objects.RemoveAsync([request.Name], request.Cancelled);
        }

        request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task DeleteManyAsync(S3Request request)
    {
        var document = XmlBody.Read(await RequestBody.ReadAsync(request), "Delete");
        var wanted = XmlBody.All(document, "Object").ToList();
        if (wanted.Count is 0 or > Most)
        {
            throw S3Errors.MalformedXml($"it must name 1 to {Most} objects");
        }

        var isQuiet = XmlBody.Text(document, "Quiet") is "true";
        var names = wanted.Select(one => NameOf(request, one)).ToList();
        var refused = await RemoveAsync([.. names.Where(name => name.Refused is null).Select(name => name.Name)], request.Cancelled);

        await trail.NoteDeletedAsync(request, names.Select(name => (name.Name, (name.Refused ?? refused)?.Status ?? StatusCodes.Status204NoContent)));

        var xml = new XmlText().Open("DeleteResult", isRoot: true);
        foreach (var (name, why) in names)
        {
            if ((why ?? refused) is { } error)
            {
                xml.Open("Error").Add("Key", name.Key).Add("Code", error.Code).Add("Message", error.Message).Close();
            }
            else if (!isQuiet)
            {
                xml.Open("Deleted").Add("Key", name.Key).Close();
            }
        }

        await xml.SendAsync(request.Http);
    }

    private static (ObjectName Name, S3Exception? Refused) NameOf(S3Request request, XElement one)
    {
        var name = new ObjectName(request.Bucket, XmlBody.Text(one, "Key") ?? throw S3Errors.MalformedXml("an Object lacks its Key"));
        if (!request.Share.Owns(name))
        {
            return (name, S3Errors.AccessDenied("Access Denied"));
        }

        return (name, XmlBody.Text(one, "VersionId") is not (null or "" or "null")
            ? new S3Exception(404, "NoSuchVersion", "The specified version does not exist: buckets here are not versioned.")
            : XmlBody.Text(one, "ETag") is not null ? S3Errors.NotImplemented("Deleting on the condition of an ETag, many at once,") : null);
    }

    private async Task<S3Exception?> RemoveAsync(IReadOnlyList<ObjectName> names, CancellationToken cancellationToken)
    {
        try
        {
            await objects.RemoveAsync(names, cancellationToken);
            return null;
        }
        catch (WeirException error)
        {
            return S3Errors.Of(error, names[0]);
        }
    }
}

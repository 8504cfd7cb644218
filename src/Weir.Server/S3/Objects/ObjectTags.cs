using Microsoft.AspNetCore.Http;

using Weir.Server.S3.Bodies;
using Weir.Server.S3.Errors;
using Weir.Server.S3.Requests;

namespace Weir.Server.S3.Objects;

/// <summary>GetObjectTagging, PutObjectTagging and DeleteObjectTagging.</summary>
internal sealed class ObjectTags(S3Ports ports, ObjectReads reads)
{
    /// <summary>How often others may replace the object in between before giving up.</summary>
    private const int Rounds = 10;

    public async Task GetAsync(S3Request request) =>
        await TagSet.ToXml(ObjectAttributes.Of(await reads.FindAsync(request)).Tags).SendAsync(request.Http);

    public async Task PutAsync(S3Request request) => await ReplaceAsync(request, TagSet.OfXml(await RequestBody.ReadAsync(request)));

    public async Task DeleteAsync(S3Request request)
    {
        await ReplaceAsync(request, []);
        request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task ReplaceAsync(S3Request request, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var stored = await reads.FindAsync(request);
            var attributes = ObjectAttributes.Of(stored) with { Tags = tags };
            if (await ports.Attributes.ReplaceAsync(stored, attributes.ToJson(), request.Cancelled))
            {
                return;
            }
        }

        throw new S3Exception(409, "OperationAborted", "A conflicting conditional operation is currently in progress against this resource. Please try again.");
    }
}

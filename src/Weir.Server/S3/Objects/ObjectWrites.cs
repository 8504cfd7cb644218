using Microsoft.AspNetCore.Http;

using Weir.Buckets;
using Weir.Engine.Triggers;
using Weir.Server.S3.Bodies;
using Weir.Server.S3.Checksums;
using Weir.Server.S3.Errors;
using Weir.Server.S3.Requests;
using Weir.Server.S3.Xml;

namespace Weir.Server.S3.Objects;

/// <summary>PutObject and CopyObject. Both land an object, which is durable and has its event before they are answered.</summary>
internal sealed class ObjectWrites(S3Ports ports, ObjectReads reads)
{
    private readonly S3Trail _trail = new(ports.Audit);

    public async Task PutAsync(S3Request request)
    {
        var attributes = ObjectHeaders.Read(request);
        var replaces = await ReplacedAsync(request);
        var body = RequestBody.Open(request);
        var landed = await LandAsync(request, body, replaces, () => attributes with { Checksum = body.Sum?.ToString() });
        var headers = request.Http.Response.Headers;
        headers.ETag = ObjectAttributes.ETagOf(landed);
        ObjectHeaders.WriteChecksum(headers, ObjectAttributes.Of(landed));
    }

    public async Task CopyAsync(S3Request request)
    {
        var source = CopySource.Parse(request);
        var found = await reads.FindAsync(source, request.Cancelled);
        Conditions.CheckSource(request, found);
        var asked = ObjectHeaders.Read(request);
        var (replacesMetadata, replacesTags) = (IsReplaced(request, "x-amz-metadata-directive"), IsReplaced(request, "x-amz-tagging-directive"));
        if (source == request.Name && !replacesMetadata && !replacesTags)
        {
            throw S3Errors.InvalidRequest("This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata.");
        }

        var kept = ObjectAttributes.Of(found);
        var attributes = new ObjectAttributes
        {
            Headers = replacesMetadata ? asked.Headers : kept.Headers,
            Metadata = replacesMetadata ? asked.Metadata : kept.Metadata,
            Tags = replacesTags ? asked.Tags : kept.Tags,
        };
        var algorithm = AlgorithmOf(request) ?? Checksum.Parse(kept.Checksum)?.Algorithm;
        var content = new CheckedBody(ports.Objects.OpenRead(found), new BodyClaims { Length = found.Size, Algorithm = algorithm });
        var landed = await LandAsync(
            request, content, await ReplacedAsync(request), () => attributes with { Checksum = content.Sum?.ToString() });
        var xml = new XmlText().Open("CopyObjectResult", isRoot: true)
            .Add("LastModified", landed.LandedAt)
            .Add("ETag", ObjectAttributes.ETagOf(landed));
        if (content.Sum is { } sum)
        {
            xml.Add(ChecksumNames.ElementOf(sum.Algorithm), sum.Value);
        }

        await xml.SendAsync(request.Http);
    }

    /// <summary>The version that a write may replace, when it depends on that: zero for none.</summary>
    /// <exception cref="S3Exception">PreconditionFailed: it does not hold already.</exception>
    public async Task<long?> ReplacedAsync(S3Request request)
    {
        if (!Conditions.AreOnWrite(request))
        {
            return null;
        }

        var current = await ports.Objects.FindAsync(request.Name, request.Cancelled);
        Conditions.CheckWrite(request, current);
        return current?.Version ?? 0;
    }

    /// <summary>Lands a content under the request's name.</summary>
    public async Task<StoredObject> LandAsync(S3Request request, Stream content, long? replaces, Func<ObjectAttributes> describe)
    {
        try
        {
            var arrival = new Arrival(request.Name, () => content) { Describe = () => describe().ToJson(), Audit = _trail.LandingOf(request), Replaces = replaces };
            return (await ports.Landing.LandAsync([arrival], request.Cancelled))[0];
        }
        catch (Failures.RefusedException refused) when (refused.Failure.Code == "WEIR7304")
        {
            throw new S3Exception(StatusCodes.Status412PreconditionFailed, "PreconditionFailed", refused.Failure.Message);
        }
    }

    private static bool IsReplaced(S3Request request, string directive) => request.Header(directive) switch
    {
        null or "COPY" => false,
        "REPLACE" => true,
        { } other => throw S3Errors.InvalidArgument(directive, other, $"{directive} must be COPY or REPLACE."),
    };

    private static ChecksumAlgorithm? AlgorithmOf(S3Request request) => request.Header("x-amz-checksum-algorithm") is { } name
        ? ChecksumNames.Parse(name) ?? throw S3Errors.InvalidRequest("Checksum algorithm provided is unsupported.")
        : null;
}

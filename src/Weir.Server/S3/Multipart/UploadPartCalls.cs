using Weir.Engine.Objects;
using Weir.Failures;
using Weir.Server.S3.Bodies;
using Weir.Server.S3.Checksums;
using Weir.Server.S3.Errors;
using Weir.Server.S3.Objects;
using Weir.Server.S3.Requests;
using Weir.Server.S3.Xml;

namespace Weir.Server.S3.Multipart;

/// <summary>UploadPart and UploadPartCopy.</summary>
internal sealed class UploadPartCalls(S3Ports ports, ObjectReads reads)
{
    private const int MostParts = 10_000;

    public async Task PutAsync(S3Request request)
    {
        UnsupportedHeaders.Refuse(request);
        var (upload, number) = (UploadCalls.Find(ports.Uploads, request), NumberOf(request));
        var algorithm = ChecksumNames.Parse(ObjectAttributes.Of(upload.Attributes).ChecksumAlgorithm);
        await using var body = RequestBody.Open(request, algorithm);
        if (algorithm is { } expected && body.Algorithm is { } actual && actual != expected)
        {
            throw S3Errors.InvalidRequest(
                $"The upload was begun with the checksum type {ChecksumNames.NameOf(expected)}, and the part comes with {ChecksumNames.NameOf(actual)}.");
        }

        var part = await WriteAsync(request, upload, number, body);
        var headers = request.Http.Response.Headers;
        headers.ETag = $"\"{part.ETag}\"";
        if (body.Sum is { } sum)
        {
            headers[ChecksumNames.HeaderOf(sum.Algorithm)] = sum.Value;
        }
    }

    public async Task CopyAsync(S3Request request)
    {
        UnsupportedHeaders.Refuse(request);
        var (upload, number) = (UploadCalls.Find(ports.Uploads, request), NumberOf(request));
        var found = await reads.FindAsync(CopySource.Parse(request), request.Cancelled);
        Conditions.CheckSource(request, found);
        var range = request.Header("x-amz-copy-source-range") is { } header
            ? ByteRange.ParseCopied("x-amz-copy-source-range", header, found.Size)
            : new ByteRange(0, found.Size);
        var content = ports.Objects.OpenRead(found);
        content.Seek(range.First, SeekOrigin.Begin);
        var algorithm = ChecksumNames.Parse(ObjectAttributes.Of(upload.Attributes).ChecksumAlgorithm);
        await using var body = new CheckedBody(new FirstBytes(content, range.Length), new BodyClaims { Length = range.Length, Algorithm = algorithm });
        var part = await WriteAsync(request, upload, number, body);
        var xml = new XmlText().Open("CopyPartResult", isRoot: true).Add("LastModified", part.WrittenAt).Add("ETag", $"\"{part.ETag}\"");
        if (body.Sum is { } sum)
        {
            xml.Add(ChecksumNames.ElementOf(sum.Algorithm), sum.Value);
        }

        await xml.SendAsync(request.Http);
    }

    private async Task<UploadPart> WriteAsync(S3Request request, Upload upload, int number, CheckedBody body)
    {
        try
        {
            return await ports.UploadParts.WriteAsync(upload, number, body, () => body.Sum?.ToString(), request.Cancelled);
        }
        catch (UnavailableException) when (ports.Uploads.Find(upload.Id) is null)
        {
            // It was completed or aborted while the part came in.
            throw S3Errors.NoSuchUpload(upload.Id);
        }
    }

    private static int NumberOf(S3Request request) => request.Target.Has("partNumber")
        ? request.Number("partNumber", 1, 1, MostParts)
        : throw S3Errors.InvalidArgument("partNumber", "", $"Part number must be an integer between 1 and {MostParts}, inclusive");
}

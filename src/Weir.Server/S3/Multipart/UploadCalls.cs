using System.Globalization;

using Microsoft.AspNetCore.Http;

using Weir.Buckets;
using Weir.Engine.Objects;
using Weir.Server.S3.Bodies;
using Weir.Server.S3.Checksums;
using Weir.Server.S3.Errors;
using Weir.Server.S3.Objects;
using Weir.Server.S3.Requests;
using Weir.Server.S3.Xml;

namespace Weir.Server.S3.Multipart;

/// <summary>CreateMultipartUpload, CompleteMultipartUpload and AbortMultipartUpload.</summary>
internal sealed class UploadCalls(S3Ports ports, ObjectWrites writes)
{
    private const string FullObject = "FULL_OBJECT";
    private const string Composite = "COMPOSITE";

    /// <summary>Who completes an upload that is being completed waits for that.</summary>
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 16).Select(_ => new SemaphoreSlim(1))];

    /// <summary>The upload that a request is about.</summary>
    /// <exception cref="S3Exception">NoSuchUpload.</exception>
    public static Upload Find(IUploads uploads, S3Request request)
    {
        var id = request.Target["uploadId"] ?? "";
        return uploads.Find(id) is { } upload && upload.Name == request.Name ? upload : throw S3Errors.NoSuchUpload(id);
    }

    public async Task BeginAsync(S3Request request)
    {
        if (ObjectKey.Check(request.Key) is { } refused)
        {
            throw S3Errors.Of(new Failures.RefusedException(refused), request.Name);
        }

        var (algorithm, type) = ChecksumOf(request);
        var attributes = ObjectHeaders.Read(request) with
        {
            ChecksumAlgorithm = algorithm is { } known ? ChecksumNames.NameOf(known) : null,
            ChecksumType = type,
        };
        var upload = await ports.Uploads.BeginAsync(request.Name, attributes.ToJson(), request.Cancelled);
        if (algorithm is not null)
        {
            request.Http.Response.Headers["x-amz-checksum-algorithm"] = attributes.ChecksumAlgorithm;
            request.Http.Response.Headers["x-amz-checksum-type"] = type;
        }

        await new XmlText().Open("InitiateMultipartUploadResult", isRoot: true)
            .Add("Bucket", request.Bucket)
            .Add("Key", request.Key)
            .Add("UploadId", upload.Id)
            .SendAsync(request.Http);
    }

    public async Task CompleteAsync(S3Request request)
    {
        var listed = PartList.Read(await RequestBody.ReadAsync(request));
        var id = request.Target["uploadId"] ?? "";
        var turn = _turns[(id.GetHashCode(StringComparison.Ordinal) & int.MaxValue) % _turns.Length];
        await turn.WaitAsync(request.Cancelled);
        try
        {
            // The answer may take as long as the disk needs to write all of it once more; clients wait as long as bytes come.
            var completing = LandAsync(request, id, listed);
            await SlowAnswer.WhileAsync(completing, request.Http, ports.Time);
            await AnswerAsync(request, await completing);
        }
        finally
        {
            turn.Release();
        }
    }

    public async Task AbortAsync(S3Request request)
    {
        await ports.Uploads.RemoveAsync(Find(ports.Uploads, request), request.Cancelled);
        request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task<StoredObject> LandAsync(S3Request request, string id, PartList listed)
    {
        var current = await ports.Objects.FindAsync(request.Name, request.Cancelled);
        if (current is not null && ObjectAttributes.Of(current).Upload == id)
        {
            // It landed, and the answer was lost: the client asks again. So may the folder have been left behind.
            if (ports.Uploads.Find(id) is { } left)
            {
                await ports.Uploads.RemoveAsync(left, request.Cancelled);
            }

            return current;
        }

        var upload = Find(ports.Uploads, request);
        var parts = listed.Choose(ports.UploadParts.List(upload));
        var size = parts.Sum(part => part.Size);
        if (request.Header("x-amz-mp-object-size") is { } said && said != size.ToString(CultureInfo.InvariantCulture))
        {
            throw S3Errors.InvalidRequest("The provided 'x-amz-mp-object-size' header value does not match what was computed.");
        }

        var attributes = ObjectAttributes.Of(upload.Attributes);
        var algorithm = attributes.ChecksumType == FullObject ? ChecksumNames.Parse(attributes.ChecksumAlgorithm) : null;
        var body = new CheckedBody(ports.UploadParts.Open(upload, parts), new BodyClaims
        {
            Length = size,
            Algorithm = algorithm,
            Sum = algorithm is { } full ? request.Header(ChecksumNames.HeaderOf(full)) : null,
        });
        var composite = attributes.ChecksumType == Composite ? PartSums.Join(ChecksumNames.Parse(attributes.ChecksumAlgorithm), parts) : null;
        var landed = await writes.LandAsync(request, body, await writes.ReplacedAsync(request), () => attributes with
        {
            Etag = PartSums.ETagOf(parts),
            Parts = [.. parts.Select(part => part.Size)],
            Upload = id,
            Checksum = (body.Sum ?? composite)?.ToString(),
            ChecksumAlgorithm = null,
            ChecksumType = null,
        });
        await ports.Uploads.RemoveAsync(upload, CancellationToken.None);
        return landed;
    }

    private static async Task AnswerAsync(S3Request request, StoredObject landed)
    {
        var xml = new XmlText().Open("CompleteMultipartUploadResult", isRoot: true)
            .Add("Location", $"http://{request.Http.Request.Headers.Host}/{request.Bucket}/{UriEncoding.Encode(request.Key, keepSlash: true)}")
            .Add("Bucket", request.Bucket)
            .Add("Key", request.Key)
            .Add("ETag", ObjectAttributes.ETagOf(landed));
        if (Checksum.Parse(ObjectAttributes.Of(landed).Checksum) is { } sum)
        {
            xml.Add(ChecksumNames.ElementOf(sum.Algorithm), sum.Value).Add("ChecksumType", sum.IsComposite ? Composite : FullObject);
        }

        await xml.SendAsync(request.Http);
    }

    private static (ChecksumAlgorithm? Algorithm, string? Type) ChecksumOf(S3Request request)
    {
        if (request.Header("x-amz-checksum-algorithm") is not { } name)
        {
            return (null, null);
        }

        var algorithm = ChecksumNames.Parse(name) ?? throw S3Errors.InvalidRequest("Checksum algorithm provided is unsupported.");
        var type = request.Header("x-amz-checksum-type") ?? (algorithm == ChecksumAlgorithm.Crc64Nvme ? FullObject : Composite);
        var isPossible = type switch
        {
            FullObject => algorithm is not (ChecksumAlgorithm.Sha1 or ChecksumAlgorithm.Sha256),
            Composite => algorithm != ChecksumAlgorithm.Crc64Nvme,
            _ => false,
        };
        return isPossible ? (algorithm, type) : throw S3Errors.InvalidRequest($"The {type} checksum type cannot be used with the {name} checksum algorithm.");
    }
}

using System.Globalization;

using Weir.Server.S3.Checksums;
using Weir.Server.S3.Errors;
using Weir.Server.S3.Requests;
using Weir.Server.S3.Signing;

namespace Weir.Server.S3.Bodies;

/// <summary>Opens a request's content: decoded, and checked against what its headers say.</summary>
internal static class RequestBody
{
    /// <summary>The largest body that is read into memory: a thousand keys to delete, or ten thousand parts.</summary>
    private const int MostInMemory = 8 << 20;

    /// <param name="request">The request.</param>
    /// <param name="algorithm">The checksum to make when the request names none.</param>
    /// <param name="most">The greatest length that is read.</param>
    /// <exception cref="S3Exception">What is said of it makes no sense.</exception>
    public static CheckedBody Open(S3Request request, ChecksumAlgorithm? algorithm = null, long most = long.MaxValue)
    {
        var payload = request.Authorization.Payload;
        var isChunked = PayloadHash.IsChunked(payload);
        var length = isChunked ? DecodedLength(request) : request.Http.Request.ContentLength;
        if (!isChunked && length is null && request.Header("transfer-encoding") is null)
        {
            throw new S3Exception(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
        }

        if (length > most)
        {
            throw S3Errors.EntityTooLarge(most);
        }

        var claims = ReadClaims(request, algorithm, length) with
        {
            Sha256 = PayloadHash.ExpectedOf(payload),
            Most = most,
            Ended = () => Reuse.Allow(request.Http),
        };
        if (!isChunked)
        {
            return new CheckedBody(request.Http.Request.Body, claims);
        }

        var signer = payload == PayloadHash.UnsignedWithTrailer ? null : new ChunkSigner(request.Authorization, request.SigningKey);
        return new CheckedBody(new AwsChunkedStream(request.Http.Request.Body, length!.Value, signer, PayloadHash.HasTrailer(payload)), claims);
    }

    /// <summary>Reads a body that is a document.</summary>
    public static async Task<byte[]> ReadAsync(S3Request request)
    {
        using var content = new MemoryStream();
        await using (var body = Open(request, most: MostInMemory))
        {
            await body.CopyToAsync(content, request.Cancelled);
        }

        return content.ToArray();
    }

    private static long DecodedLength(S3Request request) =>
        long.TryParse(request.Header("x-amz-decoded-content-length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw new S3Exception(411, "MissingContentLength", "You must provide the header x-amz-decoded-content-length with an aws-chunked body.");

    private static BodyClaims ReadClaims(S3Request request, ChecksumAlgorithm? asked, long? length)
    {
        var (algorithm, sum) = Sum(request);
        var trailer = request.Header("x-amz-trailer");
        if (trailer is not null)
        {
            if (!PayloadHash.HasTrailer(request.Authorization.Payload) || sum is not null || ChecksumNames.OfHeader(trailer) is not { } trailed)
            {
                throw S3Errors.InvalidRequest("x-amz-trailer must name one checksum, of which no header says the value, behind an aws-chunked body.");
            }

            algorithm = trailed;
        }

        var named = request.Header("x-amz-sdk-checksum-algorithm") is { } name
            ? ChecksumNames.Parse(name) ?? throw S3Errors.InvalidRequest("Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]")
            : (ChecksumAlgorithm?)null;
        return new BodyClaims
        {
            Length = length,
            Md5 = Md5(request),
            Algorithm = algorithm ?? named ?? asked,
            Sum = sum,
            Trailer = trailer?.ToLowerInvariant(),
        };
    }

    private static (ChecksumAlgorithm?, string?) Sum(S3Request request)
    {
        (ChecksumAlgorithm?, string?) found = (null, null);
        foreach (var algorithm in ChecksumNames.All)
        {
            if (request.Header(ChecksumNames.HeaderOf(algorithm)) is { } value)
            {
                found = found.Item1 is null
                    ? (algorithm, value)
                    : throw S3Errors.InvalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
            }
        }

        return found;
    }

    private static byte[]? Md5(S3Request request)
    {
        if (request.Header("content-md5") is not { } text)
        {
            return null;
        }

        var hash = new byte[16];
        return Convert.TryFromBase64String(text, hash, out var count) && count == hash.Length
            ? hash
            : throw new S3Exception(400, "InvalidDigest", "The Content-MD5 you specified is not valid.");
    }
}

using Weir.Server.S3.Checksums;
using Weir.Server.S3.Errors;

namespace Weir.Server.S3.Bodies;

/// <summary>What a request's sender says of its content.</summary>
internal sealed record BodyClaims
{
    /// <summary>Its length, when it was told.</summary>
    public required long? Length { get; init; }

    public byte[]? Sha256 { get; init; }

    public byte[]? Md5 { get; init; }

    /// <summary>The checksum to make of it; none when none is said or asked for.</summary>
    public ChecksumAlgorithm? Algorithm { get; init; }

    /// <summary>The checksum's value, in base64; none when it comes behind the content, or is not said.</summary>
    public string? Sum { get; init; }

    /// <summary>The trailer that carries the checksum, when one does.</summary>
    public string? Trailer { get; init; }

    /// <summary>Is told when all of the content was read.</summary>
    public Action? Ended { get; init; }

    /// <summary>The greatest length that is read.</summary>
    public long Most { get; init; } = long.MaxValue;

    /// <summary>The value that a content's checksum must have; none when nothing was said of it.</summary>
    /// <param name="content">The content, read to its end.</param>
    /// <exception cref="S3Exception">The trailer that was announced is not there.</exception>
    public string? ExpectedSum(Stream content) =>
        Trailer is null ? Sum
        : content is AwsChunkedStream chunked && chunked.Trailers.TryGetValue(Trailer, out var value) ? value
        : throw S3Errors.InvalidRequest($"The trailer {Trailer} was announced and did not come.");
}

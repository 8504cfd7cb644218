using Weir.Server.S3.Errors;

namespace Weir.Server.S3.Signing;

/// <summary>What <c>x-amz-content-sha256</c> says of a body.</summary>
internal static class PayloadHash
{
    public const string Unsigned = "UNSIGNED-PAYLOAD";
    public const string Signed = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    public const string SignedWithTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    public const string UnsignedWithTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    /// <summary>Whether the body comes in aws-chunked pieces.</summary>
    public static bool IsChunked(string payload) => payload is Signed or SignedWithTrailer or UnsignedWithTrailer;

    public static bool HasTrailer(string payload) => payload is SignedWithTrailer or UnsignedWithTrailer;

    /// <summary>The SHA-256 that the body must have; none when the word says something else.</summary>
    /// <exception cref="S3Exception">It is none of SigV4's words, and no hash.</exception>
    public static byte[]? ExpectedOf(string payload) => payload switch
    {
        Unsigned or Signed or SignedWithTrailer or UnsignedWithTrailer => null,
        { Length: 64 } when payload.All(char.IsAsciiHexDigit) => Convert.FromHexString(payload),
        _ when payload.StartsWith("STREAMING-", StringComparison.Ordinal) => throw S3Errors.NotImplemented($"The payload {payload}"),
        _ => throw S3Errors.InvalidArgument("x-amz-content-sha256", payload, "x-amz-content-sha256 must be a SHA-256 in hexadecimal digits, or one of SigV4's words."),
    };
}

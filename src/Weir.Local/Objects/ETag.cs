using System.Security.Cryptography;

namespace Weir.Local.Objects;

/// <summary>The MD5 of a content in 32 lower-case hexadecimal digits, as S3 has it for a plain put.</summary>
internal static class ETag
{
#pragma warning disable CA5351 // S3's ETag is an MD5: it tells contents apart, and guards against nobody.
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(MD5.HashData(content));

    public static string Of(Stream content) => Convert.ToHexStringLower(MD5.HashData(content));

    public static IncrementalHash Start() => IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351

    public static string End(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());
}

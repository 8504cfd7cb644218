using System.Globalization;
using System.Security.Cryptography;

using Weir.Engine.Objects;
using Weir.Server.S3.Checksums;

namespace Weir.Server.S3.Multipart;

/// <summary>What is made of the sums of parts: those of an object that came in them.</summary>
internal static class PartSums
{
    /// <summary>The MD5 of the parts' MD5s, and their number behind a hyphen.</summary>
    public static string ETagOf(IReadOnlyList<UploadPart> parts)
    {
#pragma warning disable CA5351 // S3's ETag is an MD5: it tells contents apart, and guards against nobody.
        var hash = MD5.HashData([.. parts.SelectMany(part => Convert.FromHexString(part.ETag))]);
#pragma warning restore CA5351
        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(hash)}-{parts.Count}");
    }

    /// <summary>The checksum of the parts' checksums; none when a part has none of that kind.</summary>
    public static Checksum? Join(ChecksumAlgorithm? algorithm, IReadOnlyList<UploadPart> parts)
    {
        if (algorithm is not { } wanted)
        {
            return null;
        }

        using var sum = new RunningChecksum(wanted);
        foreach (var part in parts)
        {
            if (Checksum.Parse(part.Note) is not { } of || of.Algorithm != wanted)
            {
                return null;
            }

            sum.Append(Convert.FromBase64String(of.Value));
        }

        return new Checksum(wanted, string.Create(CultureInfo.InvariantCulture, $"{sum.End().Value}-{parts.Count}"));
    }
}

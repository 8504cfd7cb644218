namespace Weir.Server.S3.Checksums;

/// <summary>How S3 writes the names of checksums: <c>CRC32C</c>, <c>x-amz-checksum-crc32c</c>, <c>ChecksumCRC32C</c>.</summary>
internal static class ChecksumNames
{
    private const string Prefix = "x-amz-checksum-";

    public static readonly IReadOnlyList<ChecksumAlgorithm> All =
        [ChecksumAlgorithm.Crc32, ChecksumAlgorithm.Crc32C, ChecksumAlgorithm.Crc64Nvme, ChecksumAlgorithm.Sha1, ChecksumAlgorithm.Sha256];

    public static string NameOf(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => "CRC32",
        ChecksumAlgorithm.Crc32C => "CRC32C",
        ChecksumAlgorithm.Crc64Nvme => "CRC64NVME",
        ChecksumAlgorithm.Sha1 => "SHA1",
        _ => "SHA256",
    };

    /// <summary>The header that carries it.</summary>
    public static string HeaderOf(ChecksumAlgorithm algorithm) => Prefix + NameOf(algorithm).ToLowerInvariant();

    /// <summary>The element that carries it in XML.</summary>
    public static string ElementOf(ChecksumAlgorithm algorithm) => "Checksum" + NameOf(algorithm);

    /// <summary>The algorithm of a name such as <c>crc32c</c>; none when it is no checksum of S3's.</summary>
    public static ChecksumAlgorithm? Parse(string? name)
    {
        foreach (var algorithm in All)
        {
            if (NameOf(algorithm).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return algorithm;
            }
        }

        return null;
    }

    /// <summary>The algorithm of a header's name; none when it carries something else.</summary>
    public static ChecksumAlgorithm? OfHeader(string? header) =>
        header?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) == true ? Parse(header[Prefix.Length..]) : null;
}

namespace Weir.Server.S3.Checksums;

/// <summary>The checksums that S3 keeps with an object.</summary>
internal enum ChecksumAlgorithm
{
    /// <summary><c>x-amz-checksum-crc32</c>.</summary>
    Crc32,

    /// <summary><c>x-amz-checksum-crc32c</c>.</summary>
    Crc32C,

    /// <summary><c>x-amz-checksum-crc64nvme</c>.</summary>
    Crc64Nvme,

    /// <summary><c>x-amz-checksum-sha1</c>.</summary>
    Sha1,

    /// <summary><c>x-amz-checksum-sha256</c>.</summary>
    Sha256,
}

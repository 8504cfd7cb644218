using System.Buffers.Binary;
using System.Security.Cryptography;

using Weir.Engine.Steps.Archives;

namespace Weir.Server.S3.Checksums;

/// <summary>A checksum of a content that comes piece by piece.</summary>
internal sealed class RunningChecksum : IDisposable
{
    private readonly IncrementalHash? _hash;
    private Crc32 _crc32;
    private Crc32C _crc32C;
    private Crc64Nvme _crc64;

    public RunningChecksum(ChecksumAlgorithm algorithm)
    {
        Algorithm = algorithm;
#pragma warning disable CA5350 // S3 offers SHA-1 as a checksum: it guards against nobody.
        _hash = algorithm switch
        {
            ChecksumAlgorithm.Sha1 => IncrementalHash.CreateHash(HashAlgorithmName.SHA1),
            ChecksumAlgorithm.Sha256 => IncrementalHash.CreateHash(HashAlgorithmName.SHA256),
            _ => null,
        };
#pragma warning restore CA5350
    }

    public ChecksumAlgorithm Algorithm { get; }

    /// <summary>Takes in more bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        switch (Algorithm)
        {
            case ChecksumAlgorithm.Crc32:
                _crc32.Append(bytes);
                break;
            case ChecksumAlgorithm.Crc32C:
                _crc32C.Append(bytes);
                break;
            case ChecksumAlgorithm.Crc64Nvme:
                _crc64.Append(bytes);
                break;
            default:
                _hash!.AppendData(bytes);
                break;
        }
    }

    /// <summary>The checksum of all of them. What is appended afterwards begins another one.</summary>
    public Checksum End()
    {
        Span<byte> value = stackalloc byte[32];
        var length = sizeof(uint);
        switch (Algorithm)
        {
            case ChecksumAlgorithm.Crc32:
                BinaryPrimitives.WriteUInt32BigEndian(value, _crc32.Value);
                _crc32 = default;
                break;
            case ChecksumAlgorithm.Crc32C:
                BinaryPrimitives.WriteUInt32BigEndian(value, _crc32C.Value);
                _crc32C = default;
                break;
            case ChecksumAlgorithm.Crc64Nvme:
                BinaryPrimitives.WriteUInt64BigEndian(value, _crc64.Value);
                length = sizeof(ulong);
                _crc64 = default;
                break;
            default:
                length = _hash!.GetHashAndReset(value);
                break;
        }

        return new Checksum(Algorithm, Convert.ToBase64String(value[..length]));
    }

    public void Dispose() => _hash?.Dispose();
}

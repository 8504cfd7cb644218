using System.Buffers.Binary;
using System.Numerics;

namespace Weir.Server.S3.Checksums;

/// <summary>CRC-32C (Castagnoli), for which processors have an instruction.</summary>
internal struct Crc32C
{
    private uint _sum;

    /// <summary>The checksum of what was appended.</summary>
    public readonly uint Value => _sum;

    /// <summary>Takes in more bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var crc = ~_sum;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var next in bytes)
        {
            crc = BitOperations.Crc32C(crc, next);
        }

        _sum = ~crc;
    }
}

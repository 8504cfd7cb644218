using System.Buffers.Binary;

namespace Weir.Server.S3.Checksums;

/// <summary>CRC-64/NVME: the reflected polynomial 0x9A6C9329AC4BC9B5. Eight bytes are taken at a time, each through its own table.</summary>
internal struct Crc64Nvme
{
    private const ulong Polynomial = 0x9A6C9329AC4BC9B5;

    /// <summary>Made when the first one is asked for: 16 KB.</summary>
    private static readonly Lazy<ulong[]> Tables = new(MakeTables);

    private ulong _sum;

    /// <summary>The checksum of what was appended.</summary>
    public readonly ulong Value => _sum;

    /// <summary>Takes in more bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> tables = Tables.Value;
        var crc = ~_sum;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ crc;
            crc = tables[(7 * 256) + (int)(word & 0xFF)]
                ^ tables[(6 * 256) + (int)((word >> 8) & 0xFF)]
                ^ tables[(5 * 256) + (int)((word >> 16) & 0xFF)]
                ^ tables[(4 * 256) + (int)((word >> 24) & 0xFF)]
                ^ tables[(3 * 256) + (int)((word >> 32) & 0xFF)]
                ^ tables[(2 * 256) + (int)((word >> 40) & 0xFF)]
                ^ tables[256 + (int)((word >> 48) & 0xFF)]
                ^ tables[(int)(word >> 56)];
        }

        foreach (var next in bytes)
        {
            crc = tables[(int)((crc ^ next) & 0xFF)] ^ (crc >> 8);
        }

        _sum = ~crc;
    }

    private static ulong[] MakeTables()
    {
        var tables = new ulong[8 * 256];
        for (var at = 0; at < 256; at++)
        {
            var crc = (ulong)at;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : Polynomial);
            }

            tables[at] = crc;
        }

        for (var at = 256; at < tables.Length; at++)
        {
            tables[at] = tables[(int)(tables[at - 256] & 0xFF)] ^ (tables[at - 256] >> 8);
        }

        return tables;
    }
}

using System.Buffers.Binary;

namespace Weir.Engine.Steps.Archives;

/// <summary>The checksum of zip and gzip: CRC-32 with the reflected polynomial 0xEDB88320 (ISO 3309).</summary>
/// <remarks>
/// The base library has CRC-32C only, another polynomial. Sixteen bytes are taken at a time, each through its own table
/// ("slicing by 16", after Kounavis and Berry, Intel, 2005).
/// </remarks>
internal struct Crc32
{
    private const int Slices = 16;

    private static readonly uint[] Tables = MakeTables();

    private uint _sum;

    /// <summary>The checksum of what was appended.</summary>
    public readonly uint Value => _sum;

    /// <summary>Takes in more bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> tables = Tables;
        var crc = ~_sum;
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            var a = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var b = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            var c = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
            var d = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
            crc = Word(tables[(12 * 256)..], a) ^ Word(tables[(8 * 256)..], b) ^ Word(tables[(4 * 256)..], c) ^ Word(tables, d);
        }

        foreach (var next in bytes)
        {
            crc = tables[(int)((crc ^ next) & 0xFF)] ^ (crc >> 8);
        }

        _sum = ~crc;
    }

    /// <summary>Four bytes through four tables; the first byte has the furthest way to go.</summary>
    private static uint Word(ReadOnlySpan<uint> tables, uint word)
    {
        var four = tables[..1024];
        return four[(int)(768 + (word & 0xFF))]
            ^ four[(int)(512 + ((word >> 8) & 0xFF))]
            ^ four[(int)(256 + ((word >> 16) & 0xFF))]
            ^ four[(int)(word >> 24)];
    }

    private static uint[] MakeTables()
    {
        var tables = new uint[Slices * 256];
        for (var at = 0; at < tables.Length; at++)
        {
            var crc = at < 256 ? (uint)at : tables[at - 256];
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0xEDB88320);
            }

            tables[at] = crc;
        }

        return tables;
    }
}

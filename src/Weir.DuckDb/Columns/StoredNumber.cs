using System.Numerics;

namespace Weir.DuckDb.Columns;

/// <summary>Turns the stored bits of decimals, UUIDs, bit strings and numbers without limit into values.</summary>
internal static class StoredNumber
{
    private const int BigNumHeader = 3;

    public static decimal Decimal(Int128 unscaled, byte scale)
    {
        var magnitude = (UInt128)Int128.Abs(unscaled);
        // The three parts of the 96 bits, cut to 32 each.
        return unchecked(new(
            (int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), unscaled < 0, scale));
    }

    /// <summary>The stored number has its highest bit flipped, so that UUIDs sort as signed numbers.</summary>
    public static Guid Uuid(UInt128 stored)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, stored ^ (UInt128.One << 127));
        return new(bytes, bigEndian: true);
    }

    /// <summary>The first byte says how many bits of the second are padding.</summary>
    public static string Bits(ReadOnlySpan<byte> stored)
    {
        var padding = stored[0];
        var bits = new char[((stored.Length - 1) * 8) - padding];
        for (var i = 0; i < bits.Length; i++)
        {
            var at = i + padding;
            bits[i] = (stored[1 + (at / 8)] & (0x80 >> (at % 8))) == 0 ? '0' : '1';
        }

        return new(bits);
    }

    /// <summary>A header of three bytes, whose highest bit is the sign, then the magnitude; all flipped when negative.</summary>
    public static BigInteger BigNum(ReadOnlySpan<byte> stored)
    {
        var magnitude = stored[BigNumHeader..];
        if ((stored[0] & 0x80) != 0)
        {
            return new(magnitude, isUnsigned: true, isBigEndian: true);
        }

        var flipped = magnitude.ToArray();
        for (var i = 0; i < flipped.Length; i++)
        {
            flipped[i] ^= 0xFF;
        }

        return -new BigInteger(flipped, isUnsigned: true, isBigEndian: true);
    }
}

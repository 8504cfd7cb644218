using System.Text;

namespace Weir.Engine.Steps.Archives;

/// <summary>
/// One header block of a tar: POSIX ustar (IEEE Std 1003.1, pax, "ustar Interchange Format"), GNU's variant of it, or the
/// older one without a magic word.
/// </summary>
/// <param name="Name">The name, which an extension before may override.</param>
/// <param name="Size">Bytes that follow, which an extension before may override.</param>
/// <param name="Kind">What it is, as tar's type letter.</param>
internal readonly record struct TarHeader(byte[] Name, long Size, char Kind)
{
    public const int BlockLength = 512;

    private const int ChecksumAt = 148;
    private const int MagicAt = 257;

    /// <summary>Whether a block is a header: its bytes add up to the checksum that it holds.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> block)
    {
        if (block.Length < BlockLength || Number(block.Slice(ChecksumAt, 8)) is not { } sum)
        {
            return false;
        }

        // Some old archivers added up signed bytes.
        var (unsigned, signed) = (8L * ' ', 8L * ' ');
        for (var at = 0; at < BlockLength; at++)
        {
            if (at is < ChecksumAt or >= ChecksumAt + 8)
            {
                unsigned += block[at];
                signed += block[at] < 128 ? block[at] : block[at] - 256;
            }
        }

        return sum == unsigned || sum == signed;
    }

    /// <summary>Reads a header block.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR5106: the block is none.</exception>
    public static TarHeader Read(ReadOnlySpan<byte> block, ArchiveRefusals refusals)
    {
        if (!IsHeader(block))
        {
            throw refusals.Damaged("a header does not match its checksum");
        }

        if (Number(block.Slice(124, 12)) is not { } size)
        {
            throw refusals.Damaged("a header holds no size");
        }

        var name = Text(block[..100]);
        var prefix = block.Slice(MagicAt, 6).SequenceEqual("ustar\0"u8) ? Text(block.Slice(345, 155)) : [];
        byte[] full = prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
        return new TarHeader(full, size, (char)block[156]);
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field) =>
        field.IndexOf((byte)0) is var end and >= 0 ? field[..end] : field;

    /// <summary>Octal digits, or GNU's binary numbers with the highest bit set. None when it is neither, or negative.</summary>
    private static long? Number(ReadOnlySpan<byte> field)
    {
        if (field[0] == 0x80)
        {
            var value = 0L;
            foreach (var next in field[1..])
            {
                if (value > long.MaxValue >> 8)
                {
                    return null;
                }

                value = (value << 8) | next;
            }

            return value;
        }

        var digits = Encoding.Latin1.GetString(Text(field)).Trim(' ');
        var number = 0L;
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '7')
            {
                return null;
            }

            number = (number << 3) | (uint)(digit - '0');
        }

        return number;
    }
}

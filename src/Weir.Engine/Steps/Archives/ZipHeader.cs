using System.Buffers.Binary;
using System.Text;

namespace Weir.Engine.Steps.Archives;

/// <summary>One header of a zip's directory, as it stands there. After PKWARE's APPNOTE 6.3.10, 4.3.12 and 4.5.3.</summary>
internal readonly struct ZipHeader
{
    private const uint Signature = 0x02014b50;
    private const int FixedLength = 46;
    private const ushort Zip64Extra = 0x0001;

    private ZipHeader(ReadOnlySpan<byte> bytes, byte[] rawName)
    {
        System = bytes[5];
        Flags = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        Method = BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]);
        Checksum = BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]);
        Attributes = BinaryPrimitives.ReadUInt32LittleEndian(bytes[38..]);
        RawName = rawName;
    }

    /// <summary>The system it was packed on: 0 is MS-DOS, 3 is Unix.</summary>
    public byte System { get; }

    public ushort Flags { get; }

    public ushort Method { get; }

    public uint Checksum { get; }

    /// <summary>The packing system's file attributes: a Unix mode in the upper half, MS-DOS attributes in the lower.</summary>
    public uint Attributes { get; }

    public byte[] RawName { get; }

    /// <summary>Bytes in the archive.</summary>
    public long Packed { get; private init; }

    /// <summary>Bytes of the content.</summary>
    public long Size { get; private init; }

    /// <summary>Where the entry's own header begins.</summary>
    public long Offset { get; private init; }

    /// <summary>Reads the next header. Numbers too large to be sizes come out negative.</summary>
    /// <exception cref="EndOfStreamException">The directory ends before.</exception>
    public static ZipHeader Read(Stream directory, ArchiveRefusals refusals)
    {
        Span<byte> bytes = stackalloc byte[FixedLength];
        directory.ReadExactly(bytes);
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Signature)
        {
            throw refusals.Damaged("its directory holds fewer entries than it says");
        }

        var name = new byte[BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..])];
        directory.ReadExactly(name);
        var extra = new byte[BinaryPrimitives.ReadUInt16LittleEndian(bytes[30..])];
        directory.ReadExactly(extra);
        directory.ReadExactly(new byte[BinaryPrimitives.ReadUInt16LittleEndian(bytes[32..])]);

        var wide = Find(extra, Zip64Extra);
        return new ZipHeader(bytes, name)
        {
            Size = Widened(bytes[24..], ref wide),
            Packed = Widened(bytes[20..], ref wide),
            Offset = Widened(bytes[42..], ref wide),
        };
    }

    /// <summary>The name: UTF-8 when it is or claims to be, else the code page of the first PCs.</summary>
    /// <remarks>Many packers write UTF-8 without saying so; text in code page 437 is hardly ever valid UTF-8.</remarks>
    public string Name(ArchiveRefusals refusals)
    {
        const int SaysUtf8 = 1 << 11;
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        try
        {
            return strict.GetString(RawName);
        }
        catch (DecoderFallbackException)
        {
            var name = CodePagesEncodingProvider.Instance.GetEncoding(437)!.GetString(RawName);
            return (Flags & SaysUtf8) == 0 ? name : throw refusals.Name(name, "is not the UTF-8 that it claims to be");
        }
    }

    /// <summary>A 32-bit number, or the next of the 64-bit ones where it says that it is too small for the truth.</summary>
    private static long Widened(scoped ReadOnlySpan<byte> bytes, ref ReadOnlySpan<byte> wide)
    {
        var narrow = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (narrow != uint.MaxValue || wide.Length < sizeof(long))
        {
            return narrow;
        }

        var value = BinaryPrimitives.ReadInt64LittleEndian(wide);
        wide = wide[sizeof(long)..];
        return value;
    }

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> extra, ushort id)
    {
        while (extra.Length >= 4)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == id)
            {
                return extra.Slice(4, length);
            }

            extra = extra[(4 + length)..];
        }

        return [];
    }
}

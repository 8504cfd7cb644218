using System.Buffers.Binary;

namespace Weir.Engine.Steps.Archives;

/// <summary>The end of a zip, which says where its directory is. After PKWARE's APPNOTE 6.3.10, 4.3.14 to 4.3.16.</summary>
/// <param name="Entries">Entries in the directory.</param>
/// <param name="Offset">Where the directory begins.</param>
/// <param name="Size">The directory's bytes.</param>
internal readonly record struct ZipEnd(long Entries, long Offset, long Size)
{
    private const uint EndSignature = 0x06054b50;
    private const uint LocatorSignature = 0x07064b50;
    private const uint End64Signature = 0x06064b50;
    private const int EndLength = 22;
    private const int LocatorLength = 20;
    private const int End64Length = 56;

    /// <summary>The signature and the length itself, which the length does not count.</summary>
    private const int End64Lead = 12;

    /// <summary>Reads it from the last bytes of the archive.</summary>
    public static ZipEnd Read(Stream zip, ArchiveRefusals refusals)
    {
        var tail = new byte[(int)Math.Min(zip.Length, EndLength + LocatorLength + ushort.MaxValue)];
        zip.Position = zip.Length - tail.Length;
        zip.ReadExactly(tail);
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (U32(end, 0) == EndSignature && at + EndLength + U16(end, 20) == tail.Length)
            {
                var before = zip.Length - tail.Length + at;
                var located = at >= LocatorLength && U32(tail.AsSpan(at - LocatorLength), 0) == LocatorSignature;
                var found = located
                    ? Read64(zip, end, tail.AsSpan(at - LocatorLength), refusals, ref before)
                    : Read32(end, refusals);

                // A directory further in front may be that of another zip, to which this one was appended.
                return found.Offset >= 0 && found.Size >= 0 && found.Offset == before - found.Size
                    ? found
                    : throw refusals.Damaged("its directory is not where its end says");
            }
        }

        throw refusals.Damaged("the directory at its end is missing");
    }

    private static ZipEnd Read32(ReadOnlySpan<byte> end, ArchiveRefusals refusals)
    {
        CheckWhole(U16(end, 4), U16(end, 6), U16(end, 8) == U16(end, 10), refusals);
        return new ZipEnd(U16(end, 10), U32(end, 16), U32(end, 12));
    }

    /// <summary>The same in 64 bits. Where the old end gives a number too, the two have to agree.</summary>
    private static ZipEnd Read64(
        Stream zip, ReadOnlySpan<byte> end, ReadOnlySpan<byte> locator, ArchiveRefusals refusals, ref long before)
    {
        var offset = I64(locator, 8);
        if (offset < 0 || offset > before - LocatorLength - End64Length)
        {
            throw refusals.Damaged("its directory is not where its end says");
        }


        Span<byte> end64 = stackalloc byte[End64Length];
        zip.Position = offset;
        zip.ReadExactly(end64);
        var found = new ZipEnd(I64(end64, 32), I64(end64, 48), I64(end64, 40));
        var room = before - LocatorLength - offset;
        before = offset;
        var agrees = U32(end64, 0) == End64Signature
            && I64(end64, 4) == room - End64Lead
            && (U16(end, 10) == ushort.MaxValue || U16(end, 10) == found.Entries)
            && (U32(end, 12) == uint.MaxValue || U32(end, 12) == found.Size)
            && (U32(end, 16) == uint.MaxValue || U32(end, 16) == found.Offset);
        if (!agrees)
        {
            throw refusals.Damaged("its two ends contradict each other");
        }

        CheckWhole(U32(end64, 16), U32(end64, 20), I64(end64, 24) == found.Entries, refusals);
        return found;
    }

    private static void CheckWhole(uint disk, uint directoryDisk, bool allHere, ArchiveRefusals refusals)
    {
        if (disk != 0 || directoryDisk != 0 || !allHere)
        {
            throw refusals.Unsupported("several volumes");
        }
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long I64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}

using System.Buffers.Binary;
using System.IO.Compression;

namespace Weir.Engine.Steps.Archives;

/// <summary>Reads the content of one entry of a zip.</summary>
internal static class ZipContent
{
    private const uint LocalSignature = 0x04034b50;
    private const int LocalHeaderLength = 30;
    private const int SizesFollow = 1 << 3;

    /// <summary>Contents up to this size are not worth a thread of their own.</summary>
    private const int Small = 1 << 20;

    /// <summary>Reads it, unpacked and checked.</summary>
    /// <param name="zip">The archive's bytes. They stay open, and belong to this entry until its content is read.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="archive">The archive.</param>
    /// <param name="read">Reads all of it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task ReadAsync(
        Stream zip, ZipEntry entry, Archive archive, Func<Stream, Task> read, CancellationToken cancellationToken)
    {
        await using var packed = OpenPacked(zip, entry, archive);
        var check = new EntryCheck(archive, entry.Name, entry.Size, entry.Checksum);
        if (entry.Method == ZipEntry.Deflated && entry.Size > Small)
        {
            await InflatingAhead.RunAsync(packed, check, read, cancellationToken);
            return;
        }

        Stream content = entry.Method == ZipEntry.Deflated ? new DeflateStream(packed, CompressionMode.Decompress) : packed;
        await using var whole = new EntryContent(content, check);
        await read(whole);
    }

    /// <summary>Opens it as it is packed, after holding the entry's own header against the directory.</summary>
    private static BoundedStream OpenPacked(Stream zip, ZipEntry entry, Archive archive)
    {
        var header = new byte[LocalHeaderLength + entry.RawName.Length];
        zip.Position = entry.Offset;
        zip.ReadExactly(header);
        if (!Agrees(header, entry))
        {
            throw archive.Refusals.Damaged($"the entry '{entry.Name}' and the directory contradict each other");
        }

        var start = entry.Offset + header.Length + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        if (start + entry.Packed > entry.Limit)
        {
            throw archive.Refusals.Overlap(entry.Name);
        }

        zip.Position = start;
        return new BoundedStream(zip, entry.Packed);
    }

    /// <remarks>The sizes of the entry's own header count only where no descriptor follows the content. Some leave them at zero.</remarks>
    private static bool Agrees(ReadOnlySpan<byte> header, ZipEntry entry) =>
        BinaryPrimitives.ReadUInt32LittleEndian(header) == LocalSignature
        && BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) == entry.Method
        && BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) == entry.RawName.Length
        && header[LocalHeaderLength..].SequenceEqual(entry.RawName)
        && ((BinaryPrimitives.ReadUInt16LittleEndian(header[6..]) & SizesFollow) != 0
            || (AgreesOn(header[18..], entry.Packed) && AgreesOn(header[22..], entry.Size)));

    private static bool AgreesOn(ReadOnlySpan<byte> field, long size) =>
        BinaryPrimitives.ReadUInt32LittleEndian(field) is var local && (local is 0 or uint.MaxValue || local == size);
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

using Weir.Engine.Steps.Archives;

namespace Weir.Tests.Engine.Steps;

/// <summary>Writes zips byte by byte, also such as no library writes.</summary>
internal sealed class RawZip
{
    private readonly List<byte> _bytes = [];
    private readonly List<byte> _directory = [];
    private int _entries;

    /// <summary>What the end says of the number of entries, when that is not the truth.</summary>
    public int? DeclaredEntries { get; init; }

    public byte[] Comment { get; init; } = [];

    public static byte[] Of(params ReadOnlySpan<RawZipEntry> entries)
    {
        var zip = new RawZip();
        foreach (var entry in entries)
        {
            zip.Add(entry);
        }

        return zip.ToArray();
    }

    public RawZip Add(RawZipEntry entry)
    {
        var packed = entry.Method == 8 ? Deflate(entry.Content) : entry.Content;
        var offset = entry.Offset ?? _bytes.Count;
        var (packedSize, size) = (entry.Packed ?? packed.Length, entry.Size ?? entry.Content.Length);
        var checksum = entry.Checksum ?? Checksum(entry.Content);
        if (entry.Offset is null)
        {
            Write(_bytes, 0x04034b50u, (ushort)20, entry.Flags, entry.Method, 0u, checksum);
            Write(_bytes, Narrow(entry.LocalPacked ?? packedSize), Narrow(entry.LocalSize ?? size));
            Write(_bytes, (ushort)entry.Name.Length, (ushort)entry.LocalExtra.Length, entry.LocalName ?? entry.Name, entry.LocalExtra, packed);
        }

        byte[] extra = entry.IsWide ? Wide(size, packedSize, offset) : [];
        Write(_directory, 0x02014b50u, (ushort)(20 | (entry.System << 8)), (ushort)20, entry.Flags, entry.Method, 0u, checksum);
        Write(_directory, entry.IsWide ? uint.MaxValue : Narrow(packedSize), entry.IsWide ? uint.MaxValue : Narrow(size));
        Write(_directory, (ushort)entry.Name.Length, (ushort)extra.Length, (ushort)0, (ushort)0, (ushort)0, entry.Attributes);
        Write(_directory, entry.IsWide ? uint.MaxValue : Narrow(offset), entry.Name, extra);
        _entries++;
        return this;
    }

    public byte[] ToArray(bool wideEnd = false)
    {
        var (offset, size, count) = ((long)_bytes.Count, (long)_directory.Count, DeclaredEntries ?? _entries);
        List<byte> whole = [.. _bytes, .. _directory];
        var end64 = (long)whole.Count;
        if (wideEnd)
        {
            Write(whole, 0x06064b50u, 44L, (ushort)45, (ushort)45, 0u, 0u, (long)count, (long)count, size, offset);
            Write(whole, 0x07064b50u, 0u, end64, 1u);
        }

        var narrow = wideEnd ? ushort.MaxValue : (ushort)count;
        Write(whole, 0x06054b50u, 0u, narrow, narrow, wideEnd ? uint.MaxValue : Narrow(size), wideEnd ? uint.MaxValue : Narrow(offset));
        Write(whole, (ushort)Comment.Length, Comment);
        return [.. whole];
    }

    private static uint Checksum(byte[] content)
    {
        var crc = default(Crc32);
        crc.Append(content);
        return crc.Value;
    }

    private static uint Narrow(long number) => number is < 0 or > uint.MaxValue ? uint.MaxValue : (uint)number;

    private static byte[] Wide(long size, long packed, long offset)
    {
        List<byte> extra = [];
        Write(extra, (ushort)1, (ushort)24, size, packed, offset);
        return [.. extra];
    }

    private static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal))
        {
            deflate.Write(content);
        }

        return packed.ToArray();
    }

    private static void Write(List<byte> to, params ReadOnlySpan<object> fields)
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (var field in fields)
        {
            switch (field)
            {
                case ushort number:
                    BinaryPrimitives.WriteUInt16LittleEndian(bytes, number);
                    to.AddRange(bytes[..2]);
                    break;
                case uint number:
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
                    to.AddRange(bytes[..4]);
                    break;
                case long number:
                    BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
                    to.AddRange(bytes);
                    break;
                case byte[] raw:
                    to.AddRange(raw);
                    break;
            }
        }
    }
}

/// <summary>One entry, true unless said otherwise.</summary>
internal sealed record RawZipEntry(byte[] Name, byte[] Content)
{
    public RawZipEntry(string name, string content = "content")
        : this(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(content))
    {
    }

    public ushort Flags { get; init; }

    public ushort Method { get; init; } = 8;

    public uint? Checksum { get; init; }

    public long? Packed { get; init; }

    public long? Size { get; init; }

    public long? LocalPacked { get; init; }

    public long? LocalSize { get; init; }

    public byte[]? LocalName { get; init; }

    public byte[] LocalExtra { get; init; } = [];

    public byte System { get; init; } = 3;

    public uint Attributes { get; init; }

    /// <summary>Makes the entry share the bytes at an offset, and write none.</summary>
    public long? Offset { get; init; }

    /// <summary>Whether the directory gives its numbers in 64 bits.</summary>
    public bool IsWide { get; init; }
}

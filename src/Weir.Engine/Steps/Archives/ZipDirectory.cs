namespace Weir.Engine.Steps.Archives;

/// <summary>Reads what a zip says of itself, and refuses it before a byte is unpacked when that is hostile or untrue.</summary>
/// <remarks>
/// <c>System.IO.Compression.ZipArchive</c> does not serve here: it neither checks checksums nor tells where entries begin,
/// so that overlaps stay hidden, and it ends an entry at its declared size however much follows.
/// </remarks>
internal static class ZipDirectory
{
    private const int Encrypted = 1 << 0;
    private const int Patch = 1 << 5;
    private const int StronglyEncrypted = 1 << 6;
    private const int MaskedHeader = 1 << 13;
    private const ushort AesEncrypted = 99;
    private const int LocalHeaderLength = 30;
    private const uint ReparsePoint = 0x400;

    /// <summary>The files, in the order of their places in the archive.</summary>
    public static IReadOnlyList<ZipEntry> Read(Stream zip, Archive archive)
    {
        var end = ZipEnd.Read(zip, archive.Refusals);
        var entries = new List<ZipEntry>();
        zip.Position = end.Offset;
        using var bounded = new BoundedStream(zip, end.Size);
        using var directory = new BufferedStream(bounded, 1 << 16);
        try
        {
            for (var left = end.Entries; left > 0; left--)
            {
                Add(ZipHeader.Read(directory, archive.Refusals), end, archive, entries);
            }
        }
        catch (EndOfStreamException)
        {
            throw archive.Refusals.Damaged("its directory holds fewer entries than it says");
        }

        if (bounded.Remaining > 0 || directory.ReadByte() >= 0)
        {
            throw archive.Refusals.Damaged("its directory holds more entries than it says");
        }

        return InPlace(entries, end.Offset, archive.Refusals);
    }

    private static void Add(ZipHeader header, ZipEnd end, Archive archive, List<ZipEntry> entries)
    {
        archive.Meter.AddEntry();
        var refusals = archive.Refusals;
        var name = header.Name(refusals);
        if (header.Size < 0 || header.Packed < 0 || header.Packed > end.Offset || header.Offset < 0 || header.Offset > end.Offset)
        {
            throw refusals.Damaged($"the entry '{name}' would lie outside of it");
        }

        CheckKind(header, name, refusals);
        archive.Meter.AddDeclared(header.Size);
        if (name.EndsWith('/'))
        {
            archive.Names.CheckFolder(name);
            if (header.Size > 0)
            {
                throw refusals.Damaged($"the folder '{name}' has content");
            }

            return;
        }

        entries.Add(new ZipEntry(
            archive.Names.OfFile(name),
            name,
            header.RawName,
            header.Method,
            header.Checksum,
            header.Packed,
            header.Size,
            header.Offset,
            end.Offset));
    }

    private static void CheckKind(ZipHeader header, string name, ArchiveRefusals refusals)
    {
        if ((header.Flags & (Encrypted | StronglyEncrypted | MaskedHeader)) != 0 || header.Method == AesEncrypted)
        {
            throw refusals.Encrypted(name);
        }

        if (header.Method is not (ZipEntry.Stored or ZipEntry.Deflated) || (header.Flags & Patch) != 0)
        {
            throw refusals.Unsupported(header.Method switch
            {
                _ when (header.Flags & Patch) != 0 => "patches",
                9 => "the compression deflate64",
                12 => "the compression bzip2",
                14 => "the compression LZMA",
                93 => "the compression Zstandard",
                95 => "the compression XZ",
                _ => $"the compression method {header.Method}",
            });
        }

        var what = ((header.Attributes >> 28) & 0xF) switch
        {
            0xA => "a symbolic link",
            0x1 or 0x2 or 0x6 or 0xC => "a device, pipe or socket",
            _ when header.System is 0 or 10 && (header.Attributes & ReparsePoint) != 0 => "a link of Windows",
            _ => null,
        };
        if (what is not null)
        {
            throw refusals.NoFile(name, what);
        }
    }

    /// <summary>Gives every entry its room, up to the next one, and refuses entries that need more.</summary>
    private static List<ZipEntry> InPlace(List<ZipEntry> entries, long end, ArchiveRefusals refusals)
    {
        entries.Sort((one, other) => one.Offset.CompareTo(other.Offset));
        for (var at = entries.Count - 1; at >= 0; at--)
        {
            var entry = entries[at] with { Limit = end };
            if (entry.Offset + LocalHeaderLength + entry.RawName.Length + entry.Packed > end)
            {
                throw refusals.Overlap(entry.Name);
            }

            entries[at] = entry;
            end = entry.Offset;
        }

        return entries;
    }
}

namespace Weir.Engine.Steps.Archives;

/// <summary>Tells archives by their content. Names are believed only where the content is nothing but zeros.</summary>
internal static class ArchiveFormats
{
    /// <summary>The format of an archive. The stream ends up at its start.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR5111: it is no archive.</exception>
    public static ArchiveFormat Of(Stream bytes, Archive archive)
    {
        var head = Head(bytes);
        bytes.Position = 0;
        switch (head)
        {
            case [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..]:
                return ArchiveFormat.Zip;
            case [0x1f, 0x8b, ..]:
                using (var inflated = new GzipContent(bytes, archive.NewMeter(), archive.Refusals))
                {
                    var isTar = IsTar(Head(inflated), archive.FileName, ".tar.gz", ".tgz");
                    bytes.Position = 0;
                    return isTar ? ArchiveFormat.TarGz : ArchiveFormat.Gz;
                }

            default:
                return IsTar(head, archive.FileName, ".tar") ? ArchiveFormat.Tar : throw archive.Refusals.NoArchive();
        }
    }

    /// <summary>An empty tar is all zeros, and so may be any other file.</summary>
    private static bool IsTar(ReadOnlySpan<byte> head, string fileName, params ReadOnlySpan<string> extensions)
    {
        if (TarHeader.IsHeader(head))
        {
            return true;
        }

        var named = false;
        foreach (var extension in extensions)
        {
            named |= fileName.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
        }

        return named && head.Length == TarHeader.BlockLength && !head.ContainsAnyExcept((byte)0);
    }

    private static byte[] Head(Stream stream)
    {
        var head = new byte[TarHeader.BlockLength];
        return head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }
}

using System.Text;

using Weir.Failures;

namespace Weir.Engine.Steps.Archives;

/// <summary>Reads a tar from front to end.</summary>
/// <remarks>
/// <c>System.Formats.Tar.TarReader</c> does not serve here: it holds extended headers of any declared size in memory, and
/// takes an archive that was cut short between two entries for a whole one.
/// </remarks>
internal sealed class TarEntries(Stream tar, Archive archive) : IDisposable
{
    /// <summary>Headers in a row that only extend the next one. Real archives have three at the most.</summary>
    private const int MaxExtensions = 16;

    /// <summary>Archivers fill the last record of the tape with zeros. Records are 10 KiB, seldom more.</summary>
    private const long MaxPadding = 1 << 20;

    private readonly byte[] _block = new byte[TarHeader.BlockLength];
    private BoundedStream? _current;
    private long _padding;

    /// <summary>The next file, or none at the end.</summary>
    /// <exception cref="RefusedException">Any of WEIR51nn.</exception>
    public TarEntry? Next()
    {
        try
        {
            return ReadNext();
        }
        catch (EndOfStreamException)
        {
            throw archive.Refusals.Damaged("it ends before its end mark");
        }
    }

    /// <summary>Closes the last entry. The tar stays open.</summary>
    public void Dispose() => _current?.Dispose();

    private TarEntry? ReadNext()
    {
        FinishCurrent();
        var extension = new TarExtension(archive.Refusals);
        var extensions = 0;
        while (true)
        {
            tar.ReadExactly(_block);
            if (!_block.AsSpan().ContainsAnyExcept((byte)0))
            {
                CheckEnd();
                return null;
            }

            var header = TarHeader.Read(_block, archive.Refusals);
            if (header.Kind is 'x' or 'X' or 'g' or 'L' or 'K')
            {
                if (++extensions > MaxExtensions)
                {
                    throw archive.Refusals.Damaged("it has too many extended headers in a row");
                }

                Extend(extension, header);
                continue;
            }

            if (ReadEntry(header, extension) is { } entry)
            {
                return entry;
            }

            extension = new TarExtension(archive.Refusals);
            extensions = 0;
        }
    }

    /// <returns>None for what becomes no object.</returns>
    private TarEntry? ReadEntry(TarHeader header, TarExtension extension)
    {
        archive.Meter.AddEntry();
        var name = NameOf(extension.Name ?? header.Name);
        var size = extension.Size ?? header.Size;
        var kind = header.Kind is '\0' or '0' or '7' ? (name.EndsWith('/') ? '5' : '0') : header.Kind;
        switch (kind)
        {
            case '0':
                archive.Meter.AddDeclared(size);
                var target = archive.Names.OfFile(name);
                _current = new BoundedStream(tar, size);
                _padding = PaddingOf(size);
                return new TarEntry(target, size, new EntryContent(_current, new EntryCheck(archive, name, size, checksum: null)));
            case '5':
                archive.Names.CheckFolder(name);
                return size == 0 ? null : throw archive.Refusals.Damaged($"the folder '{name}' has content");
            case 'V' when size == 0:
                return null;
            default:
                throw Refusal(kind, name);
        }
    }

    private RefusedException Refusal(char kind, string name) => kind switch
    {
        '1' => archive.Refusals.NoFile(name, "a hard link"),
        '2' => archive.Refusals.NoFile(name, "a symbolic link"),
        '3' or '4' or '6' => archive.Refusals.NoFile(name, "a device or pipe"),
        'S' => archive.Refusals.Unsupported("sparse files"),
        'M' => archive.Refusals.Unsupported("several volumes"),
        _ => archive.Refusals.Unsupported($"entries of the type '{(char.IsAsciiLetterOrDigit(kind) ? kind : '?')}'"),
    };

    private void Extend(TarExtension extension, TarHeader header)
    {
        if (header.Size > TarExtension.MaxLength)
        {
            throw archive.Refusals.Damaged("an extended header is larger than any name");
        }

        var content = new byte[header.Size];
        tar.ReadExactly(content);
        Skip(PaddingOf(header.Size));
        archive.Meter.AddUnpacked(content.Length);
        switch (header.Kind)
        {
            case 'L':
                extension.ReadGnuName(content);
                break;
            case 'x' or 'X' or 'g':
                extension.ReadPax(content, forAll: header.Kind == 'g');
                break;
        }
    }

    private string NameOf(byte[] raw)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(raw);
        }
        catch (DecoderFallbackException)
        {
            throw archive.Refusals.Name(Encoding.Latin1.GetString(raw), "is not UTF-8");
        }
    }

    private void FinishCurrent()
    {
        if (_current is not null)
        {
            Skip(_current.Remaining);
            Skip(_padding);
            _current = null;
        }
    }

    /// <summary>Behind the end mark come zeros only, up to the end of the stream, which checks itself there.</summary>
    private void CheckEnd()
    {
        var zeros = 0L;
        while (tar.Read(_block) is var read and > 0)
        {
            zeros += read;
            if (_block.AsSpan(0, read).ContainsAnyExcept((byte)0) || zeros > MaxPadding)
            {
                throw archive.Refusals.Damaged("something follows its end mark");
            }
        }
    }

    private void Skip(long count)
    {
        while (count > 0)
        {
            var read = tar.Read(_block.AsSpan(0, (int)Math.Min(count, _block.Length)));
            count -= read > 0 ? read : throw new EndOfStreamException();
        }
    }

    private static long PaddingOf(long size) =>
        (TarHeader.BlockLength - (size % TarHeader.BlockLength)) % TarHeader.BlockLength;
}

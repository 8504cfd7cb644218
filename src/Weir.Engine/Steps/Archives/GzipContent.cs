using System.Buffers.Binary;
using System.IO.Compression;

using Weir.Engine.Objects;

namespace Weir.Engine.Steps.Archives;

/// <summary>What gzip packed, of one member or several behind each other. After RFC 1952.</summary>
/// <remarks>
/// <c>System.IO.Compression.GZipStream</c> does not serve here: it takes an archive that was cut short for a whole one, and
/// passes over anything that follows.
/// </remarks>
internal sealed class GzipContent(Stream packed, ArchiveMeter meter, ArchiveRefusals refusals) : ForwardStream
{
    private const int HeaderLength = 10;
    private const int TrailerLength = 8;

    private readonly GzipFeed _feed = new(packed);
    private DeflateStream? _member;
    private Crc32 _crc;
    private long _size;
    private bool _begun;

    public static bool IsMagic(ReadOnlySpan<byte> bytes) => bytes is [0x1f, 0x8b, ..];

    /// <exception cref="Weir.Failures.RefusedException">WEIR5106, WEIR5110.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        while (_member is not null || BeginMember())
        {
            var read = Inflate(buffer);
            if (read > 0)
            {
                meter.AddInflated(read);
                _crc.Append(buffer[..read]);
                _size += read;
                return read;
            }

            EndMember();
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _member?.Dispose();
            _feed.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Inflate(Span<byte> buffer)
    {
        try
        {
            return _member!.Read(buffer);
        }
        catch (InvalidDataException)
        {
            throw refusals.Damaged("it does not inflate");
        }
    }

    /// <returns>False at the end of the archive.</returns>
    private bool BeginMember()
    {
        if (_begun && !IsMagic(_feed.Ahead(2)))
        {
            SkipPadding();
            return false;
        }

        SkipHeader();
        _begun = true;
        (_crc, _size) = (default, 0);
        _member = new DeflateStream(_feed, CompressionMode.Decompress, leaveOpen: true);
        return true;
    }

    /// <summary>The inflater does not tell where in its last piece it came to an end; the trailer that must follow does.</summary>
    private void EndMember()
    {
        if (_feed.IsExhausted)
        {
            throw refusals.Damaged("it ends before its content does");
        }

        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _crc.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)(_size & uint.MaxValue));
        if (!_feed.GoBehind(trailer))
        {
            throw refusals.Damaged("its content does not match its checksum");
        }

        _member!.Dispose();
        _member = null;
    }

    private void SkipHeader()
    {
        const byte HeaderChecksum = 1 << 1, Extra = 1 << 2, Name = 1 << 3, Comment = 1 << 4, Reserved = 0xE0;

        var header = Need(HeaderLength);
        var (method, flags) = (header[2], header[3]);
        if (method != 8 || (flags & Reserved) != 0)
        {
            throw refusals.Unsupported("a gzip of another kind");
        }

        _feed.Skip(HeaderLength);
        if ((flags & Extra) != 0)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(Need(2));
            _feed.Skip(2);
            for (var left = (int)length; left > 0; left--)
            {
                SkipOne();
            }
        }

        SkipText((flags & Name) != 0);
        SkipText((flags & Comment) != 0);
        if ((flags & HeaderChecksum) != 0)
        {
            Need(2);
            _feed.Skip(2);
        }
    }

    private void SkipText(bool isThere)
    {
        while (isThere && SkipOne() != 0)
        {
        }
    }

    private byte SkipOne()
    {
        var one = Need(1)[0];
        _feed.Skip(1);
        return one;
    }

    private ReadOnlySpan<byte> Need(int count) =>
        _feed.Ahead(count) is var ahead && ahead.Length == count ? ahead : throw refusals.Damaged("it ends within a gzip header");

    /// <summary>Tapes and some file systems fill up with zeros. Anything else is lost content.</summary>
    private void SkipPadding()
    {
        while (_feed.Ahead(1 << 12) is { IsEmpty: false } ahead)
        {
            if (ahead.ContainsAnyExcept((byte)0))
            {
                throw refusals.Damaged("something follows that gzip did not write");
            }

            _feed.Skip(ahead.Length);
        }
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Text;

using Weir.Engine.Loads.Reading.Zstd;
using Weir.Failures;
using Weir.Tables;

namespace Weir.Engine.Loads.Reading;

/// <summary>A file while it is being read, from its beginning to its end. One thread at a time.</summary>
internal sealed class FileContent : IDisposable
{
    private const long RatioCountsFrom = 64 << 20;

    private static ReadOnlySpan<byte> GzipMagic => [0x1f, 0x8b];

    private static ReadOnlySpan<byte> ZstdMagic => [0x28, 0xb5, 0x2f, 0xfd];

    private readonly ReadingLimits _limits;
    private readonly Stream _source;
    private readonly Compression _compression;
    private Stream _content;
    private bool _isText;
    private long _read;

    /// <exception cref="RefusedException">The content is gone or was changed by others.</exception>
    public FileContent(FileTally tally, FileBatch batch)
    {
        Tally = tally;
        _limits = batch.Limits;
        _source = batch.Open(tally.File);
        Format = batch.Format;
        _compression = Format.Compression == Compression.ByKey ? KeyEndings.CompressionOf(tally.File.Object.Name.Key) : Format.Compression;
        _content = _compression switch
        {
            Compression.Gzip => new GZipStream(_source, CompressionMode.Decompress),
            Compression.Zstd => new ZstdStream(_source),
            _ => _source,
        };
    }

    public FileTally Tally { get; }

    /// <summary>How it is written.</summary>
    public FormatOptions Format { get; }

    public bool IsCompressed => _compression is Compression.Gzip or Compression.Zstd;

    /// <summary>Whether there is nothing more to read.</summary>
    public bool Ended { get; private set; }

    /// <summary>Why the rest of the content cannot be read, when it ended for that.</summary>
    public Failure? Damage { get; private set; }

    /// <summary>Fills the room of a slab, unless the content ends before.</summary>
    /// <exception cref="UnavailableException">WEIR6120: the content cannot be read for now.</exception>
    public void Fill(Slab slab)
    {
        while (!Ended && slab.Room is { IsEmpty: false } room)
        {
            var count = Read(room);
            slab.Advance(count);
            _read += count;
            Ended |= count == 0;
            if (IsCompressed && IsBomb())
            {
                slab.Truncate(slab.Length - count);
                End("WEIR6123", $"it decompresses to more than {Bound()}", "If it is meant so, split it into smaller files.");
            }
        }
    }

    public void Dispose()
    {
        _content.Dispose();
        _source.Dispose();
    }

    private int Read(Span<byte> room)
    {
        try
        {
            // Not before: looking for a mark at the beginning may find the content damaged.
            _content = _isText ? _content : Transcoding.ToUtf8(_content, Format.Encoding);
            _isText = true;
            return _content.Read(room);
        }
        catch (DecoderFallbackException)
        {
            End("WEIR6125", string.Create(CultureInfo.InvariantCulture, $"it is not in the encoding that its table says, behind {_read} bytes of text"), "Correct 'encoding' of the table's format, or write the file again.");
            return 0;
        }
        catch (InvalidDataException)
        {
            // .NET's own words tell of archives and methods where a byte is wrong.
            End("WEIR6122", WhyUnreadable(), "Write the file again; it may have been cut off.");
            return 0;
        }
        catch (IOException e)
        {
            throw new UnavailableException(
                new Failure(
                    "WEIR6120", $"Reading '{Tally.File.Object.Name}' failed: {e.Message}",
                    "Weir tries again by itself; if it goes on, look at the disk or the permissions."),
                e);
        }
    }

    private string WhyUnreadable()
    {
        var magic = _compression == Compression.Zstd ? ZstdMagic : GzipMagic;
        var name = _compression == Compression.Zstd ? "zstd" : "gzip";
        Span<byte> found = stackalloc byte[magic.Length];
        _source.Position = 0;
        return _source.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) < found.Length || !found.SequenceEqual(magic)
            ? $"it is not {name}, though its {(Format.Compression == Compression.ByKey ? $"name ends in {Path.GetExtension(Tally.File.Object.Name.Key)}" : "table says so")}"
            : string.Create(CultureInfo.InvariantCulture, $"its {name} data is damaged or was cut off, behind {_read} bytes of content");
    }

    private bool IsBomb() =>
        _read > _limits.MaxDecompressedSize
        || (_read > RatioCountsFrom && _read / _limits.MaxRatio > Tally.File.Object.Size);

    private string Bound() => _read > _limits.MaxDecompressedSize
        ? $"{_limits.MaxDecompressedSize >> 20} MiB"
        : $"{_limits.MaxRatio} times its size";

    private void End(string code, string why, string hint)
    {
        Damage = new Failure(code, why, hint);
        Ended = true;
    }
}

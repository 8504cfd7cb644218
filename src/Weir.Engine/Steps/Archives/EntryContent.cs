namespace Weir.Engine.Steps.Archives;

/// <summary>One entry's content on its way to an object: metered, and held against what the archive says of it.</summary>
/// <param name="inner">The content, which this stream owns.</param>
/// <param name="archive">The archive.</param>
/// <param name="entry">The entry's name.</param>
/// <param name="size">The content's length, when the archive tells it.</param>
/// <param name="checksum">The content's CRC-32, when the archive tells it.</param>
internal sealed class EntryContent(Stream inner, Archive archive, string entry, long? size, uint? checksum) : DecodingStream
{
    private Crc32 _crc;
    private long _read;

    /// <exception cref="Weir.Failures.RefusedException">WEIR5106, WEIR5109, WEIR5110.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        var read = ReadInner(buffer);
        if (read == 0)
        {
            CheckWhole();
            return 0;
        }

        _read += read;
        if (_read > size)
        {
            throw archive.Refusals.Damaged($"the entry '{entry}' is longer than the {size} bytes that it declares");
        }

        archive.Meter.AddUnpacked(read);
        if (checksum is not null)
        {
            _crc.Append(buffer[..read]);
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadInner(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (InvalidDataException)
        {
            throw archive.Refusals.Damaged($"the entry '{entry}' does not inflate");
        }
        catch (EndOfStreamException)
        {
            throw archive.Refusals.Damaged($"it ends within the entry '{entry}'");
        }
    }

    private void CheckWhole()
    {
        if (size is { } declared && declared != _read)
        {
            throw archive.Refusals.Damaged($"the entry '{entry}' is shorter than the {declared} bytes that it declares");
        }

        if (checksum is { } sum && sum != _crc.Value)
        {
            throw archive.Refusals.Damaged($"the entry '{entry}' does not match its checksum");
        }
    }
}

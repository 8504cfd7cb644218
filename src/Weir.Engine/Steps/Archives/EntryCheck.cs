namespace Weir.Engine.Steps.Archives;

/// <summary>Meters one entry's content as it goes by, and holds it against what the archive says of it.</summary>
/// <param name="archive">The archive.</param>
/// <param name="entry">The entry's name.</param>
/// <param name="size">The content's length, when the archive tells it.</param>
/// <param name="checksum">The content's CRC-32, when the archive tells it.</param>
internal sealed class EntryCheck(Archive archive, string entry, long? size, uint? checksum)
{
    private Crc32 _crc;
    private long _read;

    /// <summary>Takes in what comes next.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR5106, WEIR5109, WEIR5110.</exception>
    public void Append(ReadOnlySpan<byte> content)
    {
        _read += content.Length;
        if (_read > size)
        {
            throw archive.Refusals.Damaged($"the entry '{entry}' is longer than the {size} bytes that it declares");
        }

        archive.Meter.AddUnpacked(content.Length);
        if (checksum is not null)
        {
            _crc.Append(content);
        }
    }

    /// <summary>Says that this was all.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR5106: it is less than it should be, or other.</exception>
    public void Finish()
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

    /// <summary>What a failure to decode the content says of the archive.</summary>
    public Exception Explain(Exception failure) => failure switch
    {
        InvalidDataException => archive.Refusals.Damaged($"the entry '{entry}' does not inflate"),
        EndOfStreamException => archive.Refusals.Damaged($"it ends within the entry '{entry}'"),
        _ => failure,
    };
}

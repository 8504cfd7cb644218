using Weir.Engine.Objects;

namespace Weir.Engine.Steps.Archives;

/// <summary>One entry's content on its way to an object.</summary>
/// <param name="inner">The content, which this stream owns.</param>
/// <param name="check">Checks it.</param>
internal sealed class EntryContent(Stream inner, EntryCheck check) : ForwardStream
{
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
            check.Finish();
        }
        else
        {
            check.Append(buffer[..read]);
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
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException)
        {
            throw check.Explain(failure);
        }
    }
}

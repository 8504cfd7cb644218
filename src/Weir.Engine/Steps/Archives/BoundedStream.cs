using Weir.Engine.Objects;

namespace Weir.Engine.Steps.Archives;

/// <summary>The next so many bytes of another stream, which stays open.</summary>
internal sealed class BoundedStream(Stream inner, long length) : ForwardStream
{
    /// <summary>Bytes not read yet.</summary>
    public long Remaining { get; private set; } = length;

    /// <exception cref="EndOfStreamException">The other stream ends before its time.</exception>
    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, Remaining);
        if (wanted == 0)
        {
            return 0;
        }

        var read = inner.Read(buffer[..wanted]);
        if (read == 0)
        {
            throw new EndOfStreamException();
        }

        Remaining -= read;
        return read;
    }
}

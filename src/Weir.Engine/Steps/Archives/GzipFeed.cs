using Weir.Engine.Objects;

namespace Weir.Engine.Steps.Archives;

/// <summary>
/// Hands packed bytes to an inflater and keeps the last piece it handed out: the inflater takes more than it needs, and the
/// rest must be had back.
/// </summary>
internal sealed class GzipFeed(Stream packed) : ForwardStream
{
    private readonly byte[] _buffer = new byte[64 << 10];
    private int _handed;
    private int _next;
    private int _end;

    /// <summary>Whether a read found the end of the archive.</summary>
    public bool IsExhausted { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (Ahead(1).IsEmpty)
        {
            IsExhausted = true;
            return 0;
        }

        // Half of the buffer at most, so that there is room to look ahead of what was handed out.
        var piece = Math.Min(Math.Min(buffer.Length, _buffer.Length / 2), _end - _next);
        _buffer.AsSpan(_next, piece).CopyTo(buffer);
        _handed = _next;
        _next += piece;
        return piece;
    }

    /// <summary>The next bytes, without taking them: fewer only at the end.</summary>
    public ReadOnlySpan<byte> Ahead(int count)
    {
        while (_end - _next < count && Fill())
        {
        }

        return _buffer.AsSpan(_next, Math.Min(count, _end - _next));
    }

    /// <summary>Takes bytes that were seen ahead.</summary>
    public void Skip(int count)
    {
        _next += count;
        _handed = _next;
    }

    /// <summary>Goes back into the last piece handed out, to just behind a mark in it or across its end.</summary>
    /// <returns>False when there is no such mark.</returns>
    public bool GoBehind(ReadOnlySpan<byte> mark)
    {
        var beyond = Ahead(mark.Length).Length;
        var at = _buffer.AsSpan(_handed, _next + beyond - _handed).IndexOf(mark);
        if (at < 0)
        {
            return false;
        }

        _next = _handed + at + mark.Length;
        _handed = _next;
        return true;
    }

    private bool Fill()
    {
        if (_handed > 0)
        {
            _buffer.AsSpan(_handed, _end - _handed).CopyTo(_buffer);
            (_next, _end, _handed) = (_next - _handed, _end - _handed, 0);
        }

        var read = packed.Read(_buffer.AsSpan(_end));
        _end += read;
        return read > 0;
    }
}

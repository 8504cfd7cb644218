using Weir.Engine.Objects;

namespace Weir.Engine.Loads.Reading;

/// <summary>A stream whose first bytes were taken already, from its beginning.</summary>
/// <param name="head">Those bytes.</param>
/// <param name="rest">The stream behind them.</param>
internal sealed class ReplayedStream(byte[] head, Stream rest) : ForwardStream
{
    private int _given;

    public override int Read(Span<byte> buffer)
    {
        if (_given == head.Length)
        {
            return rest.Read(buffer);
        }

        var count = Math.Min(buffer.Length, head.Length - _given);
        head.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rest.Dispose();
        }

        base.Dispose(disposing);
    }
}

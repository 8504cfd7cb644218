namespace Weir.Engine.Objects;

/// <summary>A stream that is read forward, once.</summary>
/// <remarks>Reads complete on the caller's thread: decoding is the processor's work, and objects are local when opened.</remarks>
internal abstract class ForwardStream : OneWayStream
{
    public abstract override int Read(Span<byte> buffer);

    public sealed override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public sealed override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }
}

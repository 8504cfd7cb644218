namespace Weir.Engine.Http;

/// <summary>An answer as it comes: it may not fall silent for too long, nor be too long.</summary>
/// <param name="body">The answer.</param>
/// <param name="timeout">The longest silence.</param>
/// <param name="most">The most bytes.</param>
/// <param name="tooLong">What is thrown when there are more.</param>
/// <param name="time">The clock.</param>
internal sealed class BodyStream(Stream body, TimeSpan timeout, long most, Func<Exception> tooLong, TimeProvider time) : Stream
{
    /// <summary>How much has come.</summary>
    public long Count { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var read = await body.ReadAsync(buffer, either.Token);
            Count += read;
            return Count > most ? throw tooLong() : read;
        }
        catch (Exception error) when (error is IOException or HttpRequestException or InvalidDataException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new BodyCutException($"the answer ended after {Count} bytes, before its end", error);
        }
        catch (OperationCanceledException silent) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new BodyCutException($"the answer went silent for {timeout.TotalSeconds:0.###} s after {Count} bytes", silent);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("An answer is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

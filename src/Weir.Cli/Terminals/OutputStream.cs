using Weir.Failures;

namespace Weir.Cli.Terminals;

/// <summary>
/// Where a command prints. That it cannot is told once, as Weir tells other failures, and what comes after that is dropped. A pipe
/// that nobody reads any more is no failure: the system's stream drops what goes there.
/// </summary>
/// <param name="output">The process's own.</param>
/// <param name="isTold">Whether it is told at all: where errors go cannot take that it cannot.</param>
internal sealed class OutputStream(Stream output, bool isTold) : Stream
{
    private bool _isLost;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            if (!_isLost)
            {
                output.Write(buffer);
            }
        }
        catch (IOException refused)
        {
            Lose(refused);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            if (!_isLost)
            {
                await output.WriteAsync(buffer, cancellationToken);
            }
        }
        catch (IOException refused)
        {
            Lose(refused);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        try
        {
            if (!_isLost)
            {
                output.Flush();
            }
        }
        catch (IOException refused)
        {
            Lose(refused);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Lose(IOException refused)
    {
        _isLost = true;
        if (isTold)
        {
            throw new UnavailableException(
                new Failure(
                    "WEIR1008",
                    $"The output cannot be written: {refused.Message.TrimEnd('.')}.",
                    "See that there is room where it goes. What the command was to do may be done all the same."),
                refused);
        }
    }
}

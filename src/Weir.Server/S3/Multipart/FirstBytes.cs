using Weir.Server.S3.Bodies;

namespace Weir.Server.S3.Multipart;

/// <summary>So many bytes of a content, and no more.</summary>
internal sealed class FirstBytes(Stream content, long length) : ReadingStream
{
    private long _left = length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await content.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
        _left -= count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}

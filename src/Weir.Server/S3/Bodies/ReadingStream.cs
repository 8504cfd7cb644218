using Weir.Engine.Objects;

namespace Weir.Server.S3.Bodies;

/// <summary>A stream that is read from its beginning to its end, asynchronously, and does nothing else.</summary>
internal abstract class ReadingStream : OneWayStream
{
    public sealed override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

using System.IO.Pipelines;

using Weir.Buckets;

namespace Weir.Engine.Steps.Archives;

/// <summary>Stages a large content while the next of it is decoded: one processor inflates, another hashes and writes.</summary>
internal static class DecodingAhead
{
    private const int Piece = 128 << 10;
    private const int Most = 8 * Piece;

    /// <summary>Stages content, and fails as the content fails.</summary>
    public static async Task StageAsync(StepOutput output, ObjectName target, Stream content, CancellationToken cancellationToken)
    {
        var pipe = new Pipe(new PipeOptions(
            pauseWriterThreshold: Most, resumeWriterThreshold: Most / 2, minimumSegmentSize: Piece, useSynchronizationContext: false));
        var decoding = Task.Run(() => DecodeAsync(content, pipe.Writer, cancellationToken), CancellationToken.None);
        try
        {
            await using var decoded = pipe.Reader.AsStream();
            await output.StageAsync(target, decoded, cancellationToken);
        }
        finally
        {
            await decoding;
        }
    }

    /// <summary>Decodes until the end, a failure, or until nobody reads any more.</summary>
    private static async Task DecodeAsync(Stream content, PipeWriter decoded, CancellationToken cancellationToken)
    {
        try
        {
            while (content.Read(decoded.GetMemory(Piece).Span) is var read and > 0)
            {
                decoded.Advance(read);
                if ((await decoded.FlushAsync(cancellationToken)).IsCompleted)
                {
                    break;
                }
            }

            await decoded.CompleteAsync();
        }
        catch (Exception failure)
        {
            await decoded.CompleteAsync(failure);
        }
    }
}

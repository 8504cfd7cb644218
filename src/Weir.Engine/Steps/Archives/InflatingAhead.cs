using System.IO.Compression;
using System.IO.Pipelines;

namespace Weir.Engine.Steps.Archives;

/// <summary>Inflates a large content on a thread of its own, ahead of whoever reads it.</summary>
/// <remarks>
/// .NET's <see cref="DeflateStream"/> takes in 8 KiB at a time when it is read from, and as much as it is given when it copies
/// itself, which is faster by a third. So it copies itself, and what it gives is read from a pipe.
/// </remarks>
internal static class InflatingAhead
{
    private const int Piece = 256 << 10;

    /// <summary>Has content read while it is inflated, and fails as either does.</summary>
    /// <param name="packed">The content as deflate packed it.</param>
    /// <param name="check">Checks it.</param>
    /// <param name="read">Reads all of it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task RunAsync(
        Stream packed, EntryCheck check, Func<Stream, Task> read, CancellationToken cancellationToken)
    {
        var pipe = new Pipe(new PipeOptions(
            pauseWriterThreshold: 8 * Piece, resumeWriterThreshold: 4 * Piece, minimumSegmentSize: Piece, useSynchronizationContext: false));
        var inflating = Task.Run(() => InflateAsync(packed, check, pipe.Writer, cancellationToken), CancellationToken.None);
        try
        {
            await using var inflated = pipe.Reader.AsStream();
            await read(inflated);
        }
        finally
        {
            await inflating;
        }
    }

    private static async Task InflateAsync(
        Stream packed, EntryCheck check, PipeWriter inflated, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = new DeflateStream(packed, CompressionMode.Decompress);
            await using var sink = new InflatedSink(inflated, check);
            await content.CopyToAsync(sink, Piece, cancellationToken);
            check.Finish();
            await inflated.CompleteAsync();
        }
        catch (Exception failure)
        {
            await inflated.CompleteAsync(check.Explain(failure));
        }
    }
}

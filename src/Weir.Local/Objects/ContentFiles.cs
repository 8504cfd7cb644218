using System.Buffers;

using Microsoft.Win32.SafeHandles;

using Weir.Failures;

namespace Weir.Local.Objects;

/// <summary>Writes contents to new files, hashed on the way and durable at the end.</summary>
internal sealed class ContentFiles(DiskThreads disk)
{
    /// <summary>Contents that fit are written by one call on a disk thread.</summary>
    private const int BufferBytes = 128 * 1024;

    /// <summary>Larger contents are written by so much at a time: each time, threads wait for each other.</summary>
    private const int PieceBytes = 1024 * 1024;

    /// <summary>Writes a content to a file that is not there yet. It is gone again when that fails.</summary>
    /// <exception cref="UnavailableException">WEIR3003: the disk is full, or the folder cannot be written.</exception>
    public async Task<(string ETag, long Size)> WriteAsync(string file, Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var first = await content.ReadAtLeastAsync(
                buffer.AsMemory(0, BufferBytes), BufferBytes, throwOnEndOfStream: false, cancellationToken);
            return first < BufferBytes
                ? await WriteSmallAsync(file, buffer, first)
                : await WriteLargeAsync(file, content, buffer, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Deletes a file; one that cannot be goes at the next start.</summary>
    public static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // It goes at the next start.
        }
    }

    private static SafeFileHandle Create(string file)
    {
        try
        {
            return File.OpenHandle(file, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        }
        catch (Exception missing) when (missing is DirectoryNotFoundException or FileNotFoundException)
        {
            // Someone removed the bucket's folder while Weir runs: as at a start, it is made. When another writer makes it in this very
            // moment, it is the file that is said to be missing.
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            return File.OpenHandle(file, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        }
    }

    private async Task<(string ETag, long Size)> WriteSmallAsync(string file, byte[] buffer, int size) =>
        await OnDiskAsync(file, () =>
        {
            using var handle = Create(file);
            RandomAccess.Write(handle, buffer.AsSpan(0, size), 0);
            RandomAccess.FlushToDisk(handle);
            return (ETag.Of(buffer.AsSpan(0, size)), (long)size);
        });

    private async Task<(string ETag, long Size)> WriteLargeAsync(
        string file, Stream content, byte[] first, CancellationToken cancellationToken)
    {
        using var writing = new LargeFile(await OnDiskAsync(file, () => Create(file)));
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        var next = ArrayPool<byte>.Shared.Rent(PieceBytes);
        var written = Task.FromResult(true);
        try
        {
            first.AsSpan(0, BufferBytes).CopyTo(piece);
            var count = BufferBytes + await ReadAsync(content, piece.AsMemory(BufferBytes, PieceBytes - BufferBytes), cancellationToken);
            while (count > 0)
            {
                // What comes next is read, or decompressed, while this piece is hashed and written.
                var (bytes, length) = (piece, count);
                written = OnDiskAsync(file, () => writing.Append(bytes.AsSpan(0, length)));
                count = await ReadAsync(content, next.AsMemory(0, PieceBytes), cancellationToken);
                await written;
                (piece, next) = (next, piece);
            }

            return await OnDiskAsync(file, writing.Finish);
        }
        catch
        {
            await Task.WhenAny(written);
            Delete(file);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
            ArrayPool<byte>.Shared.Return(next);
        }
    }

    private static ValueTask<int> ReadAsync(Stream content, Memory<byte> room, CancellationToken cancellationToken) =>
        content.ReadAtLeastAsync(room, room.Length, throwOnEndOfStream: false, cancellationToken);

    /// <summary>Once a write or a flush failed nothing is known of the file: it is never flushed again, but dropped.</summary>
    private async Task<T> OnDiskAsync<T>(string file, Func<T> write)
    {
        try
        {
            return await disk.RunAsync(write);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Delete(file);
            throw new UnavailableException(ObjectFailures.Unwritable(file, refused), refused);
        }
    }
}

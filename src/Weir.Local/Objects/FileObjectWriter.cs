using System.Buffers;
using System.Globalization;

using Microsoft.Win32.SafeHandles;

using Weir.Buckets;
using Weir.Datasets;
using Weir.Engine.Datasets;
using Weir.Engine.Objects;
using Weir.Failures;

namespace Weir.Local.Objects;

/// <summary>Writes contents as files: staged under their version's number, placed by renaming.</summary>
internal sealed class FileObjectWriter(
    BucketFolders buckets, ObjectVersions versions, DiskThreads disk, TimeProvider time) : IObjectWriter
{
    /// <summary>Contents that fit are written by one call on a disk thread.</summary>
    private const int BufferBytes = 128 * 1024;

    /// <summary>Larger contents are written by so much at a time: each time, threads wait for each other.</summary>
    private const int PieceBytes = 1024 * 1024;

    private readonly FolderSyncs _syncs = new(disk);

    public Task<StoredObject> StageAsync(ObjectName name, Stream content, CancellationToken cancellationToken) =>
        DatasetKey.Find(name.Key) is null
            ? StageAnywhereAsync(name, content, cancellationToken)
            : throw new RefusedException(DatasetFailures.Immutable(name));

    /// <summary>The same for objects within datasets too.</summary>
    public async Task<StoredObject> StageAnywhereAsync(ObjectName name, Stream content, CancellationToken cancellationToken)
    {
        var bucket = Checked(name);
        var version = versions.Next();
        var file = Staged(bucket, version);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var first = await content.ReadAtLeastAsync(
                buffer.AsMemory(0, BufferBytes), BufferBytes, throwOnEndOfStream: false, cancellationToken);
            var (etag, size) = first < BufferBytes
                ? await WriteSmallAsync(file, buffer, first)
                : await WriteLargeAsync(file, content, buffer, cancellationToken);
            return New(name, etag, size, version);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Stages a version's content under another name too, within datasets as well, without writing it again.</summary>
    /// <returns>
    /// None when that is not safe, for only in managed buckets nobody writes to a file once it is there; or when the disk knows no
    /// second names.
    /// </returns>
    public StoredObject? StageLink(ObjectName name, StoredObject source)
    {
        var bucket = Checked(name);
        var version = versions.Next();
        return bucket is ManagedBucket
            && buckets.Of(source.Name.Bucket) is ManagedBucket from
            && Disk.TryLink(from.PathOf(source), Staged(bucket, version))
                ? New(name, source.ETag, source.Size, version)
                : null;
    }

    private StoredObject New(ObjectName name, string etag, long size, long version) => new()
    {
        Name = name,
        ETag = etag,
        Size = size,
        Version = version,
        LandedAt = time.GetUtcNow(),
        Location = "",
    };

    private IBucketFiles Checked(ObjectName name)
    {
        var bucket = buckets.Of(name.Bucket);
        if (ObjectKey.Check(name.Key) is { } refused)
        {
            throw new RefusedException(refused);
        }

        if (bucket.Refuses(name.Key) is { } why)
        {
            throw new RefusedException(ObjectFailures.BadKey(name, why));
        }

        return bucket;
    }

    public async Task<IReadOnlyList<StoredObject>> PlaceAsync(
        IReadOnlyList<StoredObject> staged, CancellationToken cancellationToken)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        var placed = new StoredObject[staged.Count];

        // They were staged side by side. The order in which they are placed is the order in which they land.
        var versions = staged.Select(version => version.Version).Order().ToArray();
        try
        {
            for (var at = 0; at < placed.Length; at++)
            {
                var bucket = buckets.Of(staged[at].Name.Bucket);
                var numbered = staged[at] with { Version = versions[at] };
                var location = bucket.Place(numbered, Staged(bucket, staged[at].Version), changed);
                placed[at] = numbered with { Location = location };
            }

            await Task.WhenAll(changed.Select(_syncs.SyncAsync));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            var folder = changed.FirstOrDefault() ?? buckets.Incoming;
            throw new UnavailableException(ObjectFailures.Unwritable(folder, refused), refused);
        }

        return placed;
    }

    /// <summary>Gives staged contents of one bucket their places within a folder that is not there yet, durably.</summary>
    /// <param name="staged">The contents, named as they are to be.</param>
    /// <param name="folder">What all keys start with, up to and with a slash.</param>
    /// <param name="cancellationToken">Not asked once places are given.</param>
    /// <returns>None when something has the folder's name; all is staged still.</returns>
    public async Task<IReadOnlyList<StoredObject>?> PlaceTogetherAsync(
        IReadOnlyList<StoredObject> staged, string folder, CancellationToken cancellationToken)
    {
        // Where the index alone says what is there, an order does not matter.
        if (buckets.Of(staged[0].Name.Bucket) is not FolderBucket bucket)
        {
            return await PlaceAsync(staged, cancellationToken);
        }

        // What others see of the folder is renamed into place, complete.
        var members = staged.Zip(staged.Select(version => version.Version).Order())
            .Select(pair => (Version: pair.First with { Version = pair.Second }, File: Staged(bucket, pair.First.Version)))
            .ToList();
        try
        {
            return await disk.RunAsync(() => FolderDatasets.Place(bucket, members, folder));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException(ObjectFailures.Unwritable(bucket.PathOf(folder), refused), refused);
        }
    }

    public Task DiscardAsync(IReadOnlyList<StoredObject> staged, CancellationToken cancellationToken)
    {
        foreach (var version in staged)
        {
            Delete(Staged(buckets.Of(version.Name.Bucket), version.Version));
        }

        return Task.CompletedTask;
    }

    private static string Staged(IBucketFiles bucket, long version) =>
        Path.Combine(bucket.Incoming, version.ToString(CultureInfo.InvariantCulture));

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

    private static void Delete(string file)
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

using System.Globalization;

using Weir.Buckets;
using Weir.Datasets;
using Weir.Engine.Datasets;
using Weir.Engine.Objects;
using Weir.Failures;

namespace Weir.Local.Objects;

/// <summary>Writes contents as files: staged under their version's number, placed by renaming.</summary>
internal sealed class FileObjectWriter(
    BucketFolders buckets, ObjectVersions versions, ContentFiles contents, FolderSyncs syncs, DiskThreads disk, TimeProvider time)
    : IObjectWriter
{
    public Task<StoredObject> StageAsync(ObjectName name, Stream content, CancellationToken cancellationToken) =>
        DatasetKey.Find(name.Key) is null
            ? StageAnywhereAsync(name, content, cancellationToken)
            : throw new RefusedException(DatasetFailures.Immutable(name));

    /// <summary>The same for objects within datasets too.</summary>
    public async Task<StoredObject> StageAnywhereAsync(ObjectName name, Stream content, CancellationToken cancellationToken)
    {
        var bucket = Checked(name);
        var version = versions.Next();
        var (etag, size) = await contents.WriteAsync(Staged(bucket, version), content, cancellationToken);
        if (size > 0 && ObjectKey.IsFolder(name.Key))
        {
            ContentFiles.Delete(Staged(bucket, version));
            throw new RefusedException(ObjectFailures.FolderWithContent(name));
        }

        return New(name, etag, size, version);
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
        if (ObjectKey.Check(name.Key, mayBeFolder: true) is { } refused)
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

            await Task.WhenAll(changed.Select(syncs.SyncAsync));
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
            ContentFiles.Delete(Staged(buckets.Of(version.Name.Bucket), version.Version));
        }

        return Task.CompletedTask;
    }

    private static string Staged(IBucketFiles bucket, long version) =>
        Path.Combine(bucket.Incoming, version.ToString(CultureInfo.InvariantCulture));
}

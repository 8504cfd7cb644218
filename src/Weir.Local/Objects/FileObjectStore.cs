using Weir.Buckets;
using Weir.Datasets;
using Weir.Engine.Datasets;
using Weir.Engine.Objects;
using Weir.Failures;
using Weir.Local.State;

namespace Weir.Local.Objects;

/// <summary>Objects as files, found through the index in the state file.</summary>
internal sealed class FileObjectStore(BucketFolders buckets, StateWriter writer, StateReaders readers) : IObjectStore, IObjectAttributes
{
    public async Task<StoredObject?> FindAsync(ObjectName name, CancellationToken cancellationToken)
    {
        _ = buckets.Of(name.Bucket);
        return await readers.ReadAsync(tables => tables.Objects.Find(name), cancellationToken);
    }

    public async Task<IReadOnlyList<StoredObject>> ListAsync(
        string bucket, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        _ = buckets.Of(bucket);
        return await readers.ReadAsync(tables => tables.Objects.List(bucket, prefix, after, limit), cancellationToken);
    }

    public Stream OpenRead(StoredObject version)
    {
        try
        {
            return buckets.Of(version.Name.Bucket).Open(version)
                ?? throw new RefusedException(ObjectFailures.Gone(version));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException(ObjectFailures.Unreadable(version.Name, refused), refused);
        }
    }

    /// <summary>Where a version's content lies, for a reader that takes only paths.</summary>
    /// <exception cref="RefusedException">WEIR3004: the content is gone or was changed.</exception>
    public string PathOf(StoredObject version)
    {
        // Opening it is what makes sure that the file still holds this version.
        OpenRead(version).Dispose();
        return buckets.Of(version.Name.Bucket).PathOf(version);
    }

    public async Task<int> RemoveAsync(IReadOnlyList<ObjectName> names, CancellationToken cancellationToken)
    {
        names.ToList().ForEach(Check);
        foreach (var name in names)
        {
            if (buckets.Of(name.Bucket) is FolderBucket folder
                && await FindAsync(name, cancellationToken) is { } current)
            {
                Delete(folder, current);
            }
        }

        var remove = new RemoveObjectsOperation(names, version: null, cancellationToken);
        await writer.WriteAsync(remove);
        return remove.Removed;
    }

    public async Task<bool> RemoveAsync(StoredObject version, CancellationToken cancellationToken)
    {
        Check(version.Name);
        if (buckets.Of(version.Name.Bucket) is FolderBucket folder
            && await FindAsync(version.Name, cancellationToken) is { } current
            && current.Version == version.Version)
        {
            // What is found now knows how the file looks now.
            Delete(folder, current);
        }

        var remove = new RemoveObjectsOperation([version.Name], version.Version, cancellationToken);
        await writer.WriteAsync(remove);
        return remove.Removed > 0;
    }

    public async Task<bool> ReplaceAsync(StoredObject version, string attributes, CancellationToken cancellationToken)
    {
        var replace = new ReplaceAttributesOperation(version, attributes, cancellationToken);
        await writer.WriteAsync(replace);
        return replace.Replaced;
    }

    /// <summary>Deletes the contents of versions that no name finds any more and no delivery is about.</summary>
    /// <returns>How many went.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var swept = 0;
        for (var after = 0L; ;)
        {
            var find = new FindGarbageOperation(after, cancellationToken);
            await writer.WriteAsync(find);
            var free = find.Found.Where(found => found.IsFree).Select(found => found.Row).ToList();
            if (free.Count > 0)
            {
                // Forgotten before it is deleted: a row that outlives its file would delete the next one of that place.
                buckets.Leaving(free);
                await writer.WriteAsync(new ForgetGarbageOperation(free, cancellationToken));
                swept += free.Count;
            }

            foreach (var row in free)
            {
                buckets.Find(row.Name.Bucket)?.DeleteGarbage(row.Version, row.Location);
            }

            buckets.Left(free);
            if (find.Found.Count < FindGarbageOperation.Batch)
            {
                return swept;
            }

            after = find.Found[^1].Row.Version;
        }
    }

    /// <summary>Takes what is about to be removed from ordinary folders out of sight.</summary>
    public void Leave(IEnumerable<StoredObject> versions)
    {
        foreach (var version in versions)
        {
            if (buckets.Of(version.Name.Bucket) is FolderBucket folder)
            {
                Delete(folder, version);
            }
        }
    }

    private static void Check(ObjectName name)
    {
        if (DatasetKey.Find(name.Key) is not null)
        {
            throw new RefusedException(DatasetFailures.Immutable(name));
        }
    }

    private static void Delete(FolderBucket folder, StoredObject version)
    {
        try
        {
            folder.DeleteRemoved(version);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException(ObjectFailures.Unwritable(folder.PathOf(version.Name.Key), refused), refused);
        }
    }
}

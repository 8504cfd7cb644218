using Weir.Datasets;
using Weir.Engine.Datasets;
using Weir.Failures;
using Weir.Local.Objects;
using Weir.Local.State;

namespace Weir.Local.Datasets;

/// <summary>Datasets as the index of objects has them.</summary>
internal sealed class SqliteDatasets(BucketFolders buckets, StateWriter writer, StateReaders readers) : IDatasets
{
    public async Task<IReadOnlyList<DatasetName>> ListAsync(
        DatasetRoot root, DatasetName? before, int limit, CancellationToken cancellationToken)
    {
        _ = buckets.Of(root.Bucket);
        return await readers.ReadAsync(tables => List(tables.Objects, root, before, limit), cancellationToken);
    }

    public async Task<Dataset?> FindAsync(DatasetRoot root, DatasetName name, CancellationToken cancellationToken)
    {
        _ = buckets.Of(root.Bucket);
        return await readers.ReadAsync(tables => Find(tables.Objects, root, name), cancellationToken);
    }

    public Task<Dataset?> FindAsync(string origin, CancellationToken cancellationToken) => readers.ReadAsync(
        tables => tables.Datasets.Find(origin) is var (root, name) ? Find(tables.Objects, root, name) : null, cancellationToken);

    public async Task<int> RemoveAsync(DatasetRoot root, DatasetName name, CancellationToken cancellationToken)
    {
        if (buckets.Of(root.Bucket) is FolderBucket bucket)
        {
            var versions = await readers.ReadAsync(
                tables => tables.Objects.List(root.Bucket, root.FolderOf(name), null, int.MaxValue), cancellationToken);
            try
            {
                FolderDatasets.Remove(bucket, versions, root.FolderOf(name));
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                throw new UnavailableException(ObjectFailures.Unwritable(bucket.PathOf(root.FolderOf(name)), refused), refused);
            }
        }

        var remove = new RemoveDatasetOperation(root, name, cancellationToken);
        await writer.WriteAsync(remove);
        return remove.Removed;
    }

    private static Dataset? Find(ObjectTable table, DatasetRoot root, DatasetName name)
    {
        var (from, before) = DatasetRange.Of(root, name);
        return table.Sum(root.Bucket, from, before) is ( > 0, _) and var (objects, bytes) ? new Dataset(root, name, objects, bytes) : null;
    }

    /// <summary>
    /// Goes from each dataset straight to the one before it, past all that is in it. Whatever else is in the folder is passed over,
    /// all of it at once where it does not begin with a digit.
    /// </summary>
    private static List<DatasetName> List(ObjectTable table, DatasetRoot root, DatasetName? before, int limit)
    {
        var (found, folder) = (new List<DatasetName>(), root.Folder);

        // In the order of bytes, ':' follows '9'.
        var end = before is null ? folder + ":" : root.FolderOf(before);
        while (found.Count < limit && table.Last(root.Bucket, folder + "0", end) is { } key)
        {
            var slash = key.IndexOf('/', folder.Length);
            if (slash < 0)
            {
                end = key;
                continue;
            }

            end = key[..(slash + 1)];
            if (DatasetName.TryParse(key[folder.Length..slash], out var name))
            {
                found.Add(name);
            }
        }

        return found;
    }
}

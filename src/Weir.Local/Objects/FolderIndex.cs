using Weir.Buckets;
using Weir.Local.State;

namespace Weir.Local.Objects;

/// <summary>What the index knows of the files in watched folders.</summary>
internal sealed class FolderIndex(StateWriter writer, StateReaders readers)
{
    private const int Page = 1_000;

    /// <summary>Whether a file has landed as it is.</summary>
    public async Task<bool> HasLandedAsync(
        FolderBucket folder, ObjectName name, FileFacts facts, CancellationToken cancellationToken)
    {
        var landed = await readers.ReadAsync(tables => tables.Objects.Find(name), cancellationToken);
        var same = landed is not null && landed.Size == facts.Size && landed.Location == FolderBucket.Location(facts);
        if (same)
        {
            folder.Forget(name.Key);
        }

        return same;
    }

    /// <summary>What landed under a file's name, if it has the same content: the file was touched, or written again as it was.</summary>
    public async Task<StoredObject?> FindSameAsync(StoredObject present, CancellationToken cancellationToken)
    {
        var landed = await readers.ReadAsync(tables => tables.Objects.Find(present.Name), cancellationToken);
        return landed?.Size == present.Size && landed.ETag == present.ETag ? landed : null;
    }

    /// <summary>Keeps how files look now, so that they are not read again.</summary>
    public Task RenewAsync(IReadOnlyList<StoredObject> looks, CancellationToken cancellationToken) =>
        looks.Count == 0 ? Task.CompletedTask : writer.WriteAsync(new RenewFactsOperation(looks, cancellationToken));

    /// <summary>Strikes off what is not in the folder any more, of a key or all keys under it.</summary>
    public async Task RemoveMissingAsync(WatchedFolder watched, string key, CancellationToken cancellationToken)
    {
        if (key.Length > 0)
        {
            var name = new ObjectName(watched.Bucket, key);
            await RemoveAsync(watched, await readers.ReadAsync(tables => tables.Objects.Find(name), cancellationToken), cancellationToken);
        }

        var prefix = key.Length == 0 ? "" : key + "/";
        string? after = null;
        while (true)
        {
            var page = await readers.ReadAsync(
                tables => tables.Objects.List(watched.Bucket, prefix, after, Page), cancellationToken);
            foreach (var landed in page)
            {
                await RemoveAsync(watched, landed, cancellationToken);
            }

            if (page.Count < Page)
            {
                return;
            }

            after = page[^1].Name.Key;
        }
    }

    private async Task RemoveAsync(WatchedFolder watched, StoredObject? landed, CancellationToken cancellationToken)
    {
        if (landed is not null && watched.Folder.IsGone(landed.Name.Key))
        {
            await writer.WriteAsync(new RemoveObjectsOperation([landed.Name], landed.Version, cancellationToken));
        }
    }
}

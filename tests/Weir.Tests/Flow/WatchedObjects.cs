using Weir.Buckets;
using Weir.Engine.Objects;

namespace Weir.Tests.Flow;

/// <summary>The real objects, with something in between whenever a content is opened.</summary>
internal sealed class WatchedObjects(IObjectStore objects, Func<StoredObject, Stream, Stream> opened) : IObjectStore
{
    public Task<StoredObject?> FindAsync(ObjectName name, CancellationToken cancellationToken) =>
        objects.FindAsync(name, cancellationToken);

    public Task<IReadOnlyList<StoredObject>> ListAsync(
        string bucket, string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        objects.ListAsync(bucket, prefix, after, limit, cancellationToken);

    public Stream OpenRead(StoredObject version) => opened(version, objects.OpenRead(version));

    public Task<int> RemoveAsync(IReadOnlyList<ObjectName> names, CancellationToken cancellationToken) =>
        objects.RemoveAsync(names, cancellationToken);

    public Task<bool> RemoveAsync(StoredObject version, CancellationToken cancellationToken) =>
        objects.RemoveAsync(version, cancellationToken);
}

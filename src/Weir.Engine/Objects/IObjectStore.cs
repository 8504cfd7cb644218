using Weir.Buckets;

namespace Weir.Engine.Objects;

/// <summary>The objects that have landed, by name.</summary>
/// <remarks>
/// Implementations promise, and <c>ObjectStoreConformance</c> checks: a name finds its greatest landed version; an opened
/// version gives the very content its ETag names, or fails, whatever landed or was removed since; a version's content stays
/// at least until every delivery about it has ended; a listing is in order of the keys' UTF-8 bytes.
/// </remarks>
internal interface IObjectStore
{
    /// <summary>The current version, or none.</summary>
    Task<StoredObject?> FindAsync(ObjectName name, CancellationToken cancellationToken);

    /// <summary>Current versions whose keys start with a prefix, in order, after a key.</summary>
    Task<IReadOnlyList<StoredObject>> ListAsync(
        string bucket, string prefix, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Opens one version's content. The stream can seek.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR3004: the version's content is gone or was changed by others.</exception>
    Stream OpenRead(StoredObject version);

    /// <summary>Removes objects; names that are not there are passed over. Returns how many were there.</summary>
    Task<int> RemoveAsync(IReadOnlyList<ObjectName> names, CancellationToken cancellationToken);

    /// <summary>Removes an object if this version is still its current one: a newer one stays. Returns whether it was.</summary>
    Task<bool> RemoveAsync(StoredObject version, CancellationToken cancellationToken);
}

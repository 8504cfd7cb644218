using Weir.Buckets;

namespace Weir.Engine.Objects;

/// <summary>Writes contents that are about to land.</summary>
/// <remarks>
/// Implementations promise, and <c>ObjectWriterConformance</c> checks: staged content is durable and seen by nobody; placed
/// content survives a crash as soon as its event is appended or posted; what was staged and neither placed nor discarded is
/// gone after the next start. An object lands when its event is appended or posted, not before.
/// </remarks>
internal interface IObjectWriter
{
    /// <summary>Writes content and makes it durable. The result's location is not final yet.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR3001: the key is refused. WEIR3002: there is no such bucket.</exception>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR3003: the disk is full, or the folder cannot be written.</exception>
    Task<StoredObject> StageAsync(ObjectName name, Stream content, CancellationToken cancellationToken);

    /// <summary>Gives staged contents their final places, durably, all in one go.</summary>
    Task<IReadOnlyList<StoredObject>> PlaceAsync(IReadOnlyList<StoredObject> staged, CancellationToken cancellationToken);

    /// <summary>Drops staged contents.</summary>
    Task DiscardAsync(IReadOnlyList<StoredObject> staged, CancellationToken cancellationToken);
}

using Weir.Buckets;
using Weir.Datasets;

namespace Weir.Engine.Datasets;

/// <summary>Writes datasets.</summary>
/// <remarks>
/// Implementations promise, and <c>DatasetsConformance</c> checks: what is staged is seen by nobody, and gone after the next
/// start; a dataset is published whole and durably or not at all, whenever the process dies; one that is given no name is called
/// after this second, or the one after the newest dataset, so that what is published last is the newest; none takes the place of
/// another.
/// </remarks>
internal interface IDatasetWriter
{
    /// <summary>Makes an object's content part of a dataset to come, without writing it again where that is safe.</summary>
    /// <param name="root">Where the dataset will be.</param>
    /// <param name="member">The object's name within it.</param>
    /// <param name="source">The object.</param>
    /// <param name="content">Opens the source's content.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    /// <exception cref="Weir.Failures.RefusedException">WEIR3001: the name is refused. WEIR3002: there is no such bucket.</exception>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR3003: the disk is full, or the folder cannot be written.</exception>
    Task<StoredObject> StageAsync(
        DatasetRoot root, string member, StoredObject source, Func<StoredObject, Stream> content, CancellationToken cancellationToken);

    /// <summary>Publishes what was staged, with an event for each object.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR6404, WEIR6409: a dataset has the name that was asked for, or it is in the future.</exception>
    Task<Dataset> PublishAsync(DatasetDraft draft, CancellationToken cancellationToken);

    /// <summary>Drops what was staged.</summary>
    Task DiscardAsync(IReadOnlyList<StoredObject> staged, CancellationToken cancellationToken);
}

using Weir.Datasets;

namespace Weir.Engine.Datasets;

/// <summary>The datasets that have been published.</summary>
/// <remarks>
/// Implementations promise, and <c>DatasetsConformance</c> checks: a dataset is what stands under a well-formed name, whatever
/// stands beside it; it is found whole or not at all, from the moment it is published until it is removed; no object of it can
/// be written or removed by any other way; finding the newest costs no more when there are many, or large ones.
/// </remarks>
internal interface IDatasets
{
    /// <summary>Names of datasets, the greatest first.</summary>
    /// <param name="root">Where.</param>
    /// <param name="before">Only lesser names; all when null.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Weir.Failures.RefusedException">WEIR3002: there is no such bucket.</exception>
    Task<IReadOnlyList<DatasetName>> ListAsync(DatasetRoot root, DatasetName? before, int limit, CancellationToken cancellationToken);

    /// <summary>Counts a dataset's objects; none when it is not there.</summary>
    Task<Dataset?> FindAsync(DatasetRoot root, DatasetName name, CancellationToken cancellationToken);

    /// <summary>The dataset that was published for a reason, if it is still there.</summary>
    Task<Dataset?> FindAsync(string origin, CancellationToken cancellationToken);

    /// <summary>Takes a dataset away, all of it at once. Contents stay until no delivery is about them.</summary>
    /// <returns>How many objects it had; none when it was not there.</returns>
    Task<int> RemoveAsync(DatasetRoot root, DatasetName name, CancellationToken cancellationToken);
}

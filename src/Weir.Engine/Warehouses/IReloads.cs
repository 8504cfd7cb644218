using Weir.Buckets;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Engine.Warehouses;

/// <summary>Says of files whether a table may load them once more, and lets it.</summary>
/// <remarks>
/// Implementations promise: a file is described by its content when rows of it stand in the table, else by how the load of this
/// very version ended; one that is not described was never loaded; where files replace one another, all that are older than the
/// one that stands are superseded; releasing is one durable transaction, and never lets content that stands in the table in again.
/// </remarks>
internal interface IReloads
{
    /// <exception cref="Weir.Failures.RefusedException">WEIR6020: there is no such load.</exception>
    Task<LoadRecord> GetLoadAsync(long loadId, CancellationToken cancellationToken);

    /// <summary>How the loads of these files ended, of those that the table knows.</summary>
    Task<IReadOnlyDictionary<StoredObject, LoadStatus>> DescribeAsync(
        TableDefinition table, IReadOnlyList<StoredObject> files, CancellationToken cancellationToken);

    /// <summary>The same, and lets those that failed or were unloaded be loaded once more.</summary>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR6001: the warehouse is unavailable; nothing was changed.</exception>
    Task<IReadOnlyDictionary<StoredObject, LoadStatus>> ReleaseAsync(
        TableDefinition table, IReadOnlyList<StoredObject> files, CancellationToken cancellationToken);
}

using Weir.Reconciliations;

namespace Weir.Engine.Warehouses.Catalog;

/// <summary>What comparisons of sources with their targets found, page by page.</summary>
internal interface IReconciliationPages
{
    /// <summary>What is kept of a reconciliation: the newest first, before one when it is given. Of all of them when none is named.</summary>
    Task<IReadOnlyList<KeptReconciliation>> ListReconciliationsAsync(string? name, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>The newest one of each reconciliation.</summary>
    Task<IReadOnlyList<KeptReconciliation>> LatestReconciliationsAsync(CancellationToken cancellationToken);

    /// <summary>The keys that differed at one comparison, in order, behind a number of them.</summary>
    Task<IReadOnlyList<RowDifference>> ListDifferencesAsync(long reconciliationId, long skip, int limit, CancellationToken cancellationToken);
}

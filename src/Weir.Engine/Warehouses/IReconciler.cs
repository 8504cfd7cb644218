using Weir.Reconciliations;

namespace Weir.Engine.Warehouses;

/// <summary>Compares a source with its target.</summary>
/// <remarks>
/// Implementations promise: both sides are seen as they are at one moment; every key that differs is counted; the record, the keys
/// that differ and the mark up to which both sides are the same are kept together or not at all.
/// </remarks>
internal interface IReconciler
{
    /// <summary>Compares, and keeps what was found.</summary>
    /// <param name="definition">What to compare.</param>
    /// <param name="full">Whether to compare again what was the same before.</param>
    /// <param name="cancellationToken">Ends the comparison; nothing is kept.</param>
    /// <exception cref="Weir.Failures.RefusedException">WEIR6040, WEIR6041: a side cannot be read, or lacks a column.</exception>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR6001: the warehouse is unavailable.</exception>
    Task<ReconciliationRecord> ReconcileAsync(ReconciliationDefinition definition, bool full, CancellationToken cancellationToken);
}

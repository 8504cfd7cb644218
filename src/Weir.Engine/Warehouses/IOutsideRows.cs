using Weir.Reconciliations;

namespace Weir.Engine.Warehouses;

/// <summary>Brings the rows of sides that are not in the warehouse.</summary>
internal interface IOutsideRows
{
    /// <summary>Opens the rows of a side, for one reading.</summary>
    /// <param name="side">The side.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Weir.Failures.RefusedException">WEIR6043 to WEIR6046: it cannot be read.</exception>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR6042: the server cannot be reached.</exception>
    Task<SideRows> OpenAsync(ReconciliationSide side, string what, CancellationToken cancellationToken);
}

using Weir.Loads;

namespace Weir.Engine.Warehouses;

/// <summary>What became of files, as people ask for it.</summary>
/// <remarks>
/// Implementations promise: a load is listed as soon as it is published, with the rows it refused; a table that was never
/// loaded has an empty history, whether or not it exists.
/// </remarks>
internal interface ILoadHistory
{
    /// <summary>Loads, the newest first.</summary>
    /// <param name="table">Only loads of this table; of every table when null.</param>
    /// <param name="limit">Loads at the most.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<LoadRecord>> ListLoadsAsync(string? table, int limit, CancellationToken cancellationToken);

    /// <summary>Rows that one table refused, the newest load first, in the order of its file.</summary>
    Task<IReadOnlyList<QuarantineEntry>> ListQuarantineAsync(string table, int limit, CancellationToken cancellationToken);
}

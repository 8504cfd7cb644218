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
    /// <param name="before">Only those before this one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<LoadRecord>> ListLoadsAsync(string? table, int limit, long? before, CancellationToken cancellationToken);

    /// <summary>Rows that one table refused, the newest load first, in the order of its file.</summary>
    /// <param name="table">The table.</param>
    /// <param name="limit">Rows at the most.</param>
    /// <param name="after">Where the last page ended.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<QuarantineEntry>> ListQuarantineAsync(string table, int limit, QuarantineMark? after, CancellationToken cancellationToken);
}

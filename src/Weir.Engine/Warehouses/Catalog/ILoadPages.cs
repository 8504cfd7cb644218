using Weir.Buckets;
using Weir.Loads;

namespace Weir.Engine.Warehouses.Catalog;

/// <summary>What became of files, page by page.</summary>
/// <remarks>Implementations promise: a page costs what it holds and what is passed over for it, not what the history holds.</remarks>
internal interface ILoadPages
{
    /// <summary>Loads, the newest first.</summary>
    Task<IReadOnlyList<LoadRecord>> ListLoadsAsync(LoadFilter filter, CancellationToken cancellationToken);

    /// <summary>One load; none when there is none.</summary>
    Task<LoadRecord?> FindLoadAsync(long loadId, CancellationToken cancellationToken);

    /// <summary>The loads of a landed version, and of what some runs landed since: the newest first, a thousand at the most.</summary>
    /// <param name="landed">The version.</param>
    /// <param name="runs">The runs, by id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<LoadRecord>> ListLoadsAsync(StoredObject landed, IReadOnlyList<string> runs, CancellationToken cancellationToken);

    /// <summary>Rows that were refused: the newest load first, each load's in the order in which they were noted.</summary>
    Task<IReadOnlyList<PlacedQuarantine>> ListQuarantineAsync(QuarantineFilter filter, CancellationToken cancellationToken);

    /// <summary>What loads came to since a time, by hour or by day of UTC, the oldest first. Hours and days without loads are left out.</summary>
    Task<IReadOnlyList<LoadSum>> SumLoadsAsync(string? table, DateTimeOffset since, bool byDay, CancellationToken cancellationToken);
}

using Weir.Loads;
using Weir.Tables;

namespace Weir.Engine.Warehouses;

/// <summary>Takes the rows of a load out of its table again.</summary>
/// <remarks>
/// Implementations promise: exactly the rows that the load published go, of child tables too, or none; the history says so in
/// the same transaction; the file may be loaded again when it lands again, and not before.
/// </remarks>
internal interface IUnloader
{
    /// <summary>Finds what would stand in the place of a load that stands in its table, or in partitions of it, now.</summary>
    Task<EarlierFiles> FindEarlierAsync(LoadRecord load, CancellationToken cancellationToken);

    /// <summary>Unloads one load.</summary>
    /// <param name="loadId">The load.</param>
    /// <param name="table">Its table; none when the project has it no more.</param>
    /// <param name="isDryRun">Whether only to say what would change.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    /// <exception cref="Weir.Failures.RefusedException">
    /// WEIR6020: there is no such load. WEIR6021: nothing of it stands in the table. WEIR6022: its rows took the place of others,
    /// which are gone. WEIR6064: of others of the same key, which is not known.
    /// </exception>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR6001: the warehouse is unavailable; nothing was changed.</exception>
    Task<Unloaded> UnloadAsync(long loadId, TableDefinition? table, bool isDryRun, CancellationToken cancellationToken);
}

using Weir.Buckets;

namespace Weir.Engine.Warehouses;

/// <summary>Where tables are, as the loader sees it.</summary>
/// <remarks>
/// Implementations promise, and <c>WarehouseConformance</c> checks: staged rows are seen by nobody until they are published;
/// publishing makes rows, quarantine and history visible in one transaction, or nothing; a load that was not published
/// leaves no trace, after a crash too; a file whose load was published is found by table, name and ETag for ever;
/// a full disk ends a load as unavailable, and the next one works by itself once there is room.
/// </remarks>
internal interface IWarehouse
{
    /// <summary>The table's columns as they stand, or none when there is no such table.</summary>
    Task<TableShape?> DescribeAsync(string table, CancellationToken cancellationToken);

    /// <summary>Which of these versions' contents were loaded into the table before: name and ETag decide, not the version.</summary>
    Task<IReadOnlySet<StoredObject>> FindLoadedAsync(
        string table, IReadOnlyList<StoredObject> files, CancellationToken cancellationToken);

    /// <summary>The file whose rows a table holds, when its loads replace one another; none before the first of them.</summary>
    Task<StandingFile?> FindStandingAsync(string table, CancellationToken cancellationToken);

    /// <summary>Numbers for so many loads of files: the first of a run of numbers never given before.</summary>
    Task<long> TakeLoadIdsAsync(int count, CancellationToken cancellationToken);

    /// <summary>
    /// Brings tables into shape (creates them, adds columns, widens types) and stages rows, all in one transaction that stays open.
    /// </summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR6003: a table has a column of another type, which cannot be widened.</exception>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR6001: the warehouse cannot take rows for now.</exception>
    Task<IStagedLoad> StageAsync(IReadOnlyList<LoadInput> inputs, CancellationToken cancellationToken);
}

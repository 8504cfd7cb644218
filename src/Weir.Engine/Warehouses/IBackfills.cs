namespace Weir.Engine.Warehouses;

/// <summary>Remembers how far backfills have come, durably.</summary>
internal interface IBackfills
{
    /// <summary>The last mark of that name; none when there never was one.</summary>
    Task<BackfillMark?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Puts a mark in the place of the one with its id.</summary>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR6001: the warehouse is unavailable; nothing was changed.</exception>
    Task SaveAsync(BackfillMark mark, CancellationToken cancellationToken);
}

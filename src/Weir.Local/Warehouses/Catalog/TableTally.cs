namespace Weir.Local.Warehouses.Catalog;

/// <summary>What the loads of a table came to, as far as they were counted.</summary>
/// <param name="Loads">Files that were loaded, or were to be.</param>
/// <param name="Quarantined">Rows refused.</param>
/// <param name="LastPlace">Where the newest load stands in the history.</param>
internal sealed record TableTally(long Loads, long Quarantined, long LastPlace);

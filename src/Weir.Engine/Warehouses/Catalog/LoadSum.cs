namespace Weir.Engine.Warehouses.Catalog;

/// <summary>What the loads of an hour or a day came to.</summary>
/// <param name="From">When it begins, in UTC.</param>
/// <param name="Loads">How many files.</param>
/// <param name="RowsLoaded">Rows published.</param>
/// <param name="RowsQuarantined">Rows refused.</param>
/// <param name="Failed">Files of which nothing was published.</param>
internal sealed record LoadSum(DateTimeOffset From, long Loads, long RowsLoaded, long RowsQuarantined, long Failed);

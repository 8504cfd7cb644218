namespace Weir.Engine.Warehouses;

/// <summary>How the rows of a table would differ.</summary>
/// <param name="Table">The table, or a child table of it.</param>
/// <param name="Added">Rows that would be there and are not.</param>
/// <param name="Changed">Rows that would have other values under the same key; where there is no key, they count as removed and added.</param>
/// <param name="Removed">Rows that would be there no more.</param>
/// <param name="Samples">Some of them, the same ones each time.</param>
internal sealed record RowDiff(string Table, long Added, long Changed, long Removed, IReadOnlyList<RowChange> Samples);

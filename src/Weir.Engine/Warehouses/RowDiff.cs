using Weir.Failures;

namespace Weir.Engine.Warehouses;

/// <summary>How the rows of a table would differ.</summary>
/// <param name="Table">The table, or a child table of it.</param>
/// <param name="Added">Rows that would be there and are not.</param>
/// <param name="Changed">Rows that would have other values under the same key; where there is no key, they count as removed and added.</param>
/// <param name="Removed">Rows that would be there no more.</param>
/// <param name="Samples">Some of them, the same ones each time.</param>
internal sealed record RowDiff(string Table, long Added, long Changed, long Removed, IReadOnlyList<RowChange> Samples)
{
    /// <summary>Why nothing can be said of a table that is files.</summary>
    public static Failure NotOfFiles(string table) => new(
        "WEIR6067",
        $"{table} is kept as Parquet files: to see which rows would change, these would have to be written.",
        "Do it without --dry-run; 'weir unload' takes out again what a load has published.");
}

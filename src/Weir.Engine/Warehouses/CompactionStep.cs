namespace Weir.Engine.Warehouses;

/// <summary>What one step of merging a table's small files did.</summary>
/// <param name="Table">The table.</param>
/// <param name="FilesMerged">Files that became others; none when nothing was left to do.</param>
/// <param name="FilesMade">What they became.</param>
/// <param name="Bytes">Bytes in those.</param>
/// <param name="Files">Files that the table has now.</param>
/// <param name="PartitionsLeft">Partitions that still have small files to be merged.</param>
internal sealed record CompactionStep(string Table, int FilesMerged, int FilesMade, long Bytes, int Files, int PartitionsLeft);

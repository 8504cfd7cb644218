namespace Weir.Engine.Warehouses.Catalog;

/// <summary>A partition of a table of Parquet files.</summary>
/// <param name="Name">Its folder, such as <c>year=2024/month=02</c>; empty for a table without partitions.</param>
/// <param name="Files">Its files.</param>
/// <param name="Rows">Their rows.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="LastLoadId">The newest load with rows in it.</param>
internal sealed record TablePartition(string Name, long Files, long Rows, long Bytes, long LastLoadId);

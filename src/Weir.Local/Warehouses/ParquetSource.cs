namespace Weir.Local.Warehouses;

/// <summary>A column of a Parquet file, as DuckDB describes it.</summary>
internal sealed record ParquetSource(string Name, string Type);

using Weir.Buckets;
using Weir.DuckDb;
using Weir.Engine.Warehouses;

namespace Weir.Local.Warehouses;

/// <summary>Where the rows of a Parquet file come from, and go to.</summary>
/// <param name="LoadId">The file's load.</param>
/// <param name="Table">The table.</param>
/// <param name="Object">The file.</param>
/// <param name="Path">Where its content is.</param>
/// <param name="Now">When the load takes place.</param>
internal sealed record ParquetOrigin(long LoadId, string Table, StoredObject Object, string Path, DateTimeOffset Now)
{
    /// <summary>Columns that have the same value in all of its rows, with the value as text; nothing where there is none.</summary>
    public IReadOnlyList<(ShapeColumn Column, string? Text)> Constants { get; init; } = [];

    /// <summary>The file as a table in SQL.</summary>
    public string Rows => $"read_parquet({DuckDbLiteral.Quote(Literal(Path))}, hive_partitioning = false)";

    /// <summary>DuckDB takes a path with one of these characters for a pattern of many files.</summary>
    private static string Literal(string path) =>
        string.Concat(path.Select(c => c is '*' or '?' or '[' ? $"[{c}]" : $"{c}"));
}

using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>Pairs a table's columns with those of a Parquet file.</summary>
internal static class ParquetColumns
{
    /// <param name="declared">The table's columns; without them, the file's own are taken.</param>
    /// <param name="found">The file's columns.</param>
    /// <param name="required">Of columns that are the file's own, those that no row may lack.</param>
    public static IEnumerable<ParquetColumn> Match(
        IReadOnlyList<ColumnDefinition>? declared, IReadOnlyList<ParquetSource> found, IReadOnlyList<string> required) =>
        declared is null
            ? found.Select(source => new ParquetColumn(
                Infer(source) with { Nullable = !required.Contains(source.Name, StringComparer.OrdinalIgnoreCase) }, source))
            : declared.Select(column => new ParquetColumn(column, Find(column, found)));

    private static ParquetSource? Find(ColumnDefinition column, IReadOnlyList<ParquetSource> found)
    {
        var name = column.Path.Steps is [PathStep.Member member] ? member.Name : column.Name;
        return found.FirstOrDefault(s => s.Name == name)
            ?? found.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private static ColumnDefinition Infer(ParquetSource source) => new()
    {
        // Columns of a file that bear a reserved name are set apart rather than lost.
        Name = source.Name.StartsWith("_weir_", StringComparison.OrdinalIgnoreCase) ? $"_{source.Name}" : source.Name,
        Type = TypeOf(source.Type),
        Path = ValuePath.OfColumn(source.Name),
    };

    private static ColumnType TypeOf(string type) => type switch
    {
        "UINTEGER" => new(ColumnKind.BigInt),
        "USMALLINT" => new(ColumnKind.Integer),
        "UBIGINT" or "UHUGEINT" => new(ColumnKind.HugeInt),
        "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" => new(ColumnKind.Timestamp),
        _ when type.EndsWith(']') || type.StartsWith("STRUCT", StringComparison.Ordinal) || type.StartsWith("MAP", StringComparison.Ordinal) =>
            new(ColumnKind.Json),
        _ => ColumnTypes.Read(type),
    };
}

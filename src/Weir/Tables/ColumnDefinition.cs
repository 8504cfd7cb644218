namespace Weir.Tables;

/// <summary>A declared column.</summary>
public sealed record ColumnDefinition
{
    /// <summary>The column's name in the table.</summary>
    public required string Name { get; init; }

    /// <summary>The type of its values.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>
    /// Where a value stands: from the document (<c>$</c>) or from the row (<c>@</c>). <c>@.NAME</c> by default. In CSV and
    /// Parquet a path names a column of the file: <c>@.NAME</c>.
    /// </summary>
    public required ValuePath Path { get; init; }

    /// <summary>The name that the column had before: where the table has that one still, it is renamed, and its rows stay.</summary>
    public string? RenamedFrom { get; init; }

    /// <summary>Whether a row may lack the value. True by default.</summary>
    public bool Nullable { get; init; } = true;
}

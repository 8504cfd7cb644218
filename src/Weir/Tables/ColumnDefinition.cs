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

    /// <summary>Whether a row may lack the value. True by default.</summary>
    public bool Nullable { get; init; } = true;
}

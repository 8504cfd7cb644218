using Weir.Tables;

namespace Weir.Engine.Warehouses;

/// <summary>What was changed about a table to bring it into shape.</summary>
/// <param name="Table">The table.</param>
/// <param name="Kind">What.</param>
internal sealed record ShapeChange(string Table, SchemaChangeKind Kind)
{
    /// <summary>The column, by the name that it has now; none when the table was made.</summary>
    public string? Column { get; init; }

    /// <summary>The type, or the name, that the column had.</summary>
    public string? OldValue { get; init; }

    /// <summary>The type, or the name, that the column has now.</summary>
    public string? NewValue { get; init; }

    /// <summary>The load that asked for it; none when no single file did.</summary>
    public long? LoadId { get; init; }
}

using Weir.Tables;

namespace Weir.Engine.Warehouses;

/// <summary>One column of a table in a warehouse.</summary>
/// <param name="Name">Its name; names that differ only in case are the same column.</param>
/// <param name="Type">Its type.</param>
internal sealed record ShapeColumn(string Name, ColumnType Type)
{
    /// <summary>The name that it had before, if it was renamed.</summary>
    public string? RenamedFrom { get; init; }

    /// <summary>The first load that wants the column, or its type; none when no single file asked for it.</summary>
    public long? LoadId { get; init; }
}

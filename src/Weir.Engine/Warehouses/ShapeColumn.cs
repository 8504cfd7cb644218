using Weir.Tables;

namespace Weir.Engine.Warehouses;

/// <summary>One column of a table in a warehouse.</summary>
/// <param name="Name">Its name; names that differ only in case are the same column.</param>
/// <param name="Type">Its type.</param>
internal sealed record ShapeColumn(string Name, ColumnType Type);

using Weir.Tables;

namespace Weir.Engine.Loads.Values;

/// <summary>A column that takes values from files.</summary>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Type">Its type.</param>
/// <param name="Nullable">Whether a row may lack the value.</param>
/// <param name="Token">Which of a row's tokens is its value.</param>
internal sealed record CellColumn(string Name, ColumnType Type, bool Nullable, int Token);

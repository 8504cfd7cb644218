using Weir.Engine.Loads.Values;

namespace Weir.Engine.Loads.Inference;

/// <summary>A row of a flattened table, as it stands in its file.</summary>
/// <param name="Value">The row.</param>
/// <param name="Parent">The row that it belongs to; itself for a record.</param>
/// <param name="Index">Its place in the parent's array.</param>
internal readonly record struct FlatRow(Token Value, Token Parent, int Index);

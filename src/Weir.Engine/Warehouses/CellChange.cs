namespace Weir.Engine.Warehouses;

/// <summary>A value that would be another.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Old">What it is, as JSON.</param>
/// <param name="New">What it would be, as JSON.</param>
internal sealed record CellChange(string Column, string Old, string New);

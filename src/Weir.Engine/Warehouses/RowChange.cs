namespace Weir.Engine.Warehouses;

/// <summary>A row that would be another.</summary>
/// <param name="Change"><c>added</c>, <c>changed</c> or <c>removed</c>.</param>
/// <param name="Row">Its key as JSON, or all of it where there is no key.</param>
/// <param name="Cells">Of a changed row, the values that differ.</param>
internal sealed record RowChange(string Change, string Row, IReadOnlyList<CellChange> Cells);

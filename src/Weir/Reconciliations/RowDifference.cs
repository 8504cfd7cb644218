namespace Weir.Reconciliations;

/// <summary>A key whose rows are not the same on both sides.</summary>
/// <param name="Key">The key's values, as a JSON object.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Columns">The columns that differ, of a row that both sides have once.</param>
/// <param name="Source">The compared values of the source, as a JSON object; none when it has no such row, or several.</param>
/// <param name="Target">Those of the target.</param>
public sealed record RowDifference(string Key, DifferenceKind Kind, IReadOnlyList<string> Columns, string? Source, string? Target);

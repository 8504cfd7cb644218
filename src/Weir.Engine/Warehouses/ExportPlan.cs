namespace Weir.Engine.Warehouses;

/// <summary>What is to be written, with nothing left to find out.</summary>
/// <param name="Table">The table; none when a query says which rows.</param>
/// <param name="Query">The query; none when it is a table.</param>
/// <param name="Format">How.</param>
/// <param name="PartitionBy">The columns by whose values files are parted; none for one file.</param>
internal sealed record ExportPlan(string? Table, string? Query, ExportFormat Format, IReadOnlyList<string> PartitionBy);

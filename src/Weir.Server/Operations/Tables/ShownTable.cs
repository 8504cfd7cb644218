using Weir.Engine.Warehouses.Catalog;

namespace Weir.Server.Operations.Tables;

/// <summary>A table with all that is known of it.</summary>
/// <param name="Table">How much it holds.</param>
/// <param name="Sources">Which objects feed it; empty when the project does not declare it.</param>
/// <param name="WriteDisposition">What happens to the rows already there; none when the project does not declare it.</param>
/// <param name="Columns">Its columns, in order.</param>
/// <param name="Tests">Its tests.</param>
/// <param name="SchemaHistory">How its schema changed, the newest first; the last thousand changes.</param>
/// <param name="Partitions">How many partitions it has.</param>
internal sealed record ShownTable(
    ListedTable Table,
    IReadOnlyList<string> Sources,
    string? WriteDisposition,
    IReadOnlyList<ListedColumn> Columns,
    IReadOnlyList<ShownTest> Tests,
    IReadOnlyList<SchemaNote> SchemaHistory,
    long Partitions);

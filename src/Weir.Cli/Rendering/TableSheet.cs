using Weir.Engine.Warehouses.Catalog;
using Weir.Server.Operations;
using Weir.Server.Operations.Tables;

namespace Weir.Cli.Rendering;

/// <summary>A table as <c>weir table</c> shows it. People's scripts read this: names only ever get added.</summary>
/// <param name="Table">How much it holds, and what its loads came to.</param>
/// <param name="Sources">Which objects feed it; empty when the project does not declare it.</param>
/// <param name="WriteDisposition">What happens to the rows already there; none when the project does not declare it.</param>
/// <param name="Columns">Its columns, in order.</param>
/// <param name="Tests">Its tests, with what they said last.</param>
/// <param name="SchemaHistory">How its schema changed, the newest first.</param>
/// <param name="PartitionCount">How many partitions it has.</param>
/// <param name="Partitions">The first of them.</param>
/// <param name="Loads">Its newest loads.</param>
internal sealed record TableSheet(
    ListedTable Table,
    IReadOnlyList<string> Sources,
    string? WriteDisposition,
    IReadOnlyList<ListedColumn> Columns,
    IReadOnlyList<ShownTest> Tests,
    IReadOnlyList<SchemaNote> SchemaHistory,
    long PartitionCount,
    IReadOnlyList<TablePartition> Partitions,
    IReadOnlyList<ListedLoad> Loads)
{
    public static TableSheet Of(ShownTable shown, IReadOnlyList<TablePartition> partitions, IReadOnlyList<ListedLoad> loads, int limit) => new(
        shown.Table,
        shown.Sources,
        shown.WriteDisposition,
        shown.Columns,
        shown.Tests,
        [.. shown.SchemaHistory.Take(limit)],
        shown.Partitions,
        partitions,
        loads);
}

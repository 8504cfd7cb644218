using Weir.Checks;

namespace Weir.Engine.Warehouses.Catalog;

/// <summary>All that is known of a table.</summary>
/// <param name="Facts">How much it holds.</param>
/// <param name="Columns">Its columns, in order, Weir's own among them.</param>
/// <param name="SchemaHistory">How its schema changed, the newest change first; the last thousand changes.</param>
/// <param name="Tests">What each of its tests said when it was last run.</param>
internal sealed record TableDescription(
    TableFacts Facts, IReadOnlyList<CatalogColumn> Columns, IReadOnlyList<SchemaNote> SchemaHistory, IReadOnlyList<TestResult> Tests)
{
    /// <summary>How many partitions it has; 0 when it is not made of Parquet files.</summary>
    public long Partitions { get; init; }
}

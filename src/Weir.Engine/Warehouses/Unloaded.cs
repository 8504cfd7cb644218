using Weir.Buckets;
using Weir.Loads;

namespace Weir.Engine.Warehouses;

/// <summary>A load whose rows were taken out, or would be.</summary>
/// <param name="Load">Its record as it is now.</param>
/// <param name="Rows">How many rows went, those of child tables with them.</param>
internal sealed record Unloaded(LoadRecord Load, long Rows)
{
    /// <summary>The files that stand in the table, or in its partitions, in its place; empty when there are none, or when files replace nothing.</summary>
    public IReadOnlyList<StoredObject> Standing { get; init; } = [];

    /// <summary>What would change; empty when it was done.</summary>
    public IReadOnlyList<RowDiff> Diffs { get; init; } = [];
}

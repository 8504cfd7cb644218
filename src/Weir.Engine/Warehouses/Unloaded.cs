using Weir.Buckets;
using Weir.Loads;

namespace Weir.Engine.Warehouses;

/// <summary>A load whose rows were taken out, or would be.</summary>
/// <param name="Load">Its record as it is now.</param>
/// <param name="Rows">How many rows went, those of child tables with them.</param>
internal sealed record Unloaded(LoadRecord Load, long Rows)
{
    /// <summary>The file that stands in the table in its place; none when there is none, or when files do not replace one another.</summary>
    public StoredObject? Standing { get; init; }

    /// <summary>What would change; empty when it was done.</summary>
    public IReadOnlyList<RowDiff> Diffs { get; init; } = [];
}

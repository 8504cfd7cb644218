using Weir.Buckets;

namespace Weir.Engine.Warehouses;

/// <summary>What stands in the place of a load's rows when it is undone, where files replace one another.</summary>
/// <param name="Files">The files that stood in the table before it, or in its partitions; empty when none did.</param>
/// <param name="Rows">How many rows of the load stand there.</param>
internal sealed record EarlierFiles(IReadOnlyList<StoredObject> Files, long Rows)
{
    /// <summary>Nothing does.</summary>
    public static EarlierFiles None { get; } = new([], 0);
}

using Weir.Loads;

namespace Weir.Tests.Local.Warehouses.Merging;

/// <summary>A file as the references know it.</summary>
/// <param name="Version">When it landed.</param>
/// <param name="IsWhole">Whether none of its rows were refused.</param>
/// <param name="Rows">Its rows, in order.</param>
internal sealed record ToldFile(long Version, bool IsWhole, IReadOnlyList<ToldRow> Rows)
{
    /// <summary>The load that brought it, when it is loaded.</summary>
    public long? Load { get; set; }

    public LoadStatus Status => IsWhole ? LoadStatus.Loaded : LoadStatus.PartiallyLoaded;

    public static ToldFile Random(Random random, long version, int ids, bool mayLackTimes)
    {
        var rows = Enumerable.Range(0, random.Next(1, ids + (ids / 2))).Select(_ => ToldRow.Random(random, ids, mayLackTimes)).ToList();
        return new ToldFile(version, random.Next(4) > 0, rows);
    }
}

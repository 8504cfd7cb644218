using Weir.Local.State;

namespace Weir.Local.Objects;

/// <summary>Deletes contents that a process had placed and that never landed, or had forgotten and not deleted, because it died in between.</summary>
internal static class Orphans
{
    /// <summary>Deletes what a log of placements names and the index does not. Nothing else may be placed meanwhile.</summary>
    /// <returns>How many went.</returns>
    public static int Sweep(string log, BucketFolders buckets, StateTables tables, long landed)
    {
        var (known, placements) = PlacementLog.Read(log);
        if (landed < known)
        {
            // The index is new, or an older copy: what it does not name may be all that is left of what landed since.
            return 0;
        }

        // Most of them landed at the last moment, which their own names tell. For the rest every name is asked, once for all.
        var suspects = placements
            .Where(p => buckets.Find(p.Name.Bucket) is ManagedBucket && tables.Objects.Current(p.Name)?.Location != p.Location)
            .Select(p => (p.Name.Bucket, p.Location))
            .ToHashSet();
        if (suspects.Count == 0)
        {
            return 0;
        }

        suspects.ExceptWith(tables.Objects.Locations());
        suspects.ExceptWith(tables.Garbage.Locations());
        var swept = 0;
        foreach (var (bucket, location) in suspects)
        {
            swept += ((ManagedBucket)buckets.Find(bucket)!).DeleteOrphan(location) ? 1 : 0;
        }

        return swept;
    }
}

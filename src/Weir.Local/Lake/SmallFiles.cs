namespace Weir.Local.Lake;

/// <summary>Says which files of a partition are small and many enough to become one.</summary>
internal static class SmallFiles
{
    /// <summary>So many files of about one size become one of the next size.</summary>
    private const int Many = 8;

    /// <summary>Files up to this size are merged by the loads themselves; larger ones only when somebody asks for it.</summary>
    private const long MostByLoads = 4L << 20;

    private const long Least = 64L << 10;

    /// <summary>
    /// Of one partition, what a load merges by the way: a row is written again once for each size, and a partition has no more
    /// than a few files of each.
    /// </summary>
    public static IReadOnlyList<LakeFile> Crowded(IReadOnlyList<LakeFile> files)
    {
        var small = files.Where(file => file.Bytes < MostByLoads).OrderBy(file => file.Bytes).ToList();
        for (var most = MostByLoads; most >= Least; most /= Many)
        {
            if (small.Count(file => file.Bytes < most && file.Bytes >= (most == Least ? 0 : most / Many)) >= Many)
            {
                return [.. small.TakeWhile(file => file.Bytes < most)];
            }
        }

        return [];
    }

    /// <summary>Of one partition, the next files to merge so that each is about as large as wanted; none when there are none.</summary>
    /// <param name="files">The partition's files.</param>
    /// <param name="target">Bytes that a file is to have.</param>
    public static IReadOnlyList<LakeFile> Next(IReadOnlyList<LakeFile> files, long target)
    {
        var taken = new List<LakeFile>();
        var bytes = 0L;
        foreach (var file in files.Where(file => file.Bytes < target / 2).OrderBy(file => file.Bytes))
        {
            if (taken.Count > 1 && bytes + file.Bytes > target)
            {
                break;
            }

            taken.Add(file);
            bytes += file.Bytes;
        }

        return taken.Count > 1 ? taken : [];
    }
}

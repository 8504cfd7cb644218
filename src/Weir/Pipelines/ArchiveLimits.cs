namespace Weir.Pipelines;

/// <summary>What an archive may hold at the most. An archive beyond a limit fails whole.</summary>
/// <param name="MaxEntries">Entries in the archive, its folders included.</param>
/// <param name="MaxTotalSize">Bytes of all files together, unpacked.</param>
/// <param name="MaxRatio">Unpacked bytes for each packed byte, over the archive; counted from the first megabyte on.</param>
public sealed record ArchiveLimits(int MaxEntries, long MaxTotalSize, int MaxRatio)
{
    /// <summary>100,000 entries, 10 GiB, 1:200.</summary>
    public static ArchiveLimits Default { get; } = new(100_000, 10L << 30, 200);
}

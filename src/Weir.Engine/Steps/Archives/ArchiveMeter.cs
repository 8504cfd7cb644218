using Weir.Pipelines;

namespace Weir.Engine.Steps.Archives;

/// <summary>Counts what an archive turns out to hold, and stops it at the limits. May be used by several threads.</summary>
internal sealed class ArchiveMeter(ArchiveLimits limits, long packed, ArchiveRefusals refusals)
{
    /// <summary>Small archives of much the same are no bombs, whatever their ratio.</summary>
    private const long Harmless = 1 << 20;

    private int _entries;
    private long _declared;
    private long _unpacked;
    private long _inflated;

    /// <summary>Counts one more entry.</summary>
    public void AddEntry()
    {
        if (++_entries > limits.MaxEntries)
        {
            throw refusals.TooMany(limits.MaxEntries);
        }
    }

    /// <summary>Counts what an entry says it holds: an archive that admits to be too large is not begun.</summary>
    public void AddDeclared(long bytes)
    {
        if (bytes > limits.MaxTotalSize - _declared)
        {
            throw refusals.TooLarge(limits.MaxTotalSize);
        }

        _declared += bytes;
        CheckRatio(_declared);
    }

    /// <summary>Counts bytes of entries that were really there.</summary>
    public void AddUnpacked(int bytes)
    {
        var unpacked = Interlocked.Add(ref _unpacked, bytes);
        if (unpacked > limits.MaxTotalSize)
        {
            throw refusals.TooLarge(limits.MaxTotalSize);
        }

        CheckRatio(unpacked);
    }

    /// <summary>Counts bytes that came out of a compressed archive, whether they belong to an entry or not.</summary>
    public void AddInflated(int bytes) => CheckRatio(Interlocked.Add(ref _inflated, bytes));

    private void CheckRatio(long bytes)
    {
        if (bytes > Harmless && bytes / limits.MaxRatio > packed)
        {
            throw refusals.TooDense(limits.MaxRatio);
        }
    }
}

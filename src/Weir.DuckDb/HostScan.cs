namespace Weir.DuckDb;

/// <summary>One thread's share of the rows of a <see cref="HostTable"/>.</summary>
/// <remarks>Only one thread uses it at a time, though not always the same one.</remarks>
public abstract class HostScan : IDisposable
{
    /// <summary>Writes the next rows, from row 0 of the chunk on.</summary>
    /// <param name="chunk">Where to write; not to be kept. What is in it already means nothing, except that no row is NULL.</param>
    /// <returns>
    /// How many rows were written, at most <see cref="DataChunkWriter.Capacity"/>. 0 when there are no more for this scan.
    /// Few rows at a time are slow.
    /// </returns>
    public abstract int Fill(DataChunkWriter chunk);

    /// <summary>Called once, when the scan is read to its end or the statement ended before.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives up what the scan holds. Nothing by default.</summary>
    /// <param name="disposing">Always true, unless a derived class has a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}

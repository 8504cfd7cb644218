namespace Weir.Engine.Warehouses;

/// <summary>Makes few large files of the many small ones that a table has.</summary>
/// <remarks>
/// Implementations promise: no reader of the warehouse notices; what is called again goes on where it stopped, and changes nothing
/// when nothing is left; a step is done as a whole or not at all.
/// </remarks>
internal interface ICompactor
{
    /// <summary>Merges some files of a table, a bounded number of bytes.</summary>
    /// <param name="table">The table.</param>
    /// <param name="targetBytes">Bytes that a file is to have.</param>
    /// <param name="cancellationToken">Ends the wait for a load that is under way.</param>
    /// <exception cref="Weir.Failures.RefusedException">WEIR6305: the table has no files.</exception>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR6001, WEIR6301: the warehouse or the disk refuses; nothing was changed.</exception>
    Task<CompactionStep> CompactAsync(string table, long targetBytes, CancellationToken cancellationToken);
}

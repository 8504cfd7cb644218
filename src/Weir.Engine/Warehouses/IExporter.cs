namespace Weir.Engine.Warehouses;

/// <summary>Writes rows of the warehouse to files.</summary>
/// <remarks>Implementations promise: all files of one export have what stood in the warehouse at one moment, whatever is loaded meanwhile.</remarks>
internal interface IExporter
{
    /// <summary>Writes the files, where nobody sees them.</summary>
    /// <exception cref="Weir.Failures.RefusedException">
    /// WEIR6012: nothing has been loaded into the table. WEIR6421: the query is not accepted. WEIR6424: a column is not there.
    /// </exception>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR6001: the disk is full, or the warehouse is unavailable.</exception>
    Task<IExportedFiles> ExportAsync(ExportPlan plan, CancellationToken cancellationToken);
}

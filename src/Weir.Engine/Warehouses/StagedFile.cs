namespace Weir.Engine.Warehouses;

/// <summary>How a file fared that the warehouse read itself. The rows that it refused are staged in the quarantine.</summary>
/// <param name="LoadId">The file's load.</param>
/// <param name="RowsParsed">Rows in the file; one when it could not be read.</param>
/// <param name="RowsLoaded">Rows staged.</param>
/// <param name="RowsQuarantined">Rows refused; one when the file could not be read.</param>
/// <param name="FirstError">Why the first of them was, and where it stands; none when every row was staged.</param>
internal sealed record StagedFile(long LoadId, long RowsParsed, long RowsLoaded, long RowsQuarantined, string? FirstError);

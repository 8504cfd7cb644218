using Weir.Loads;

namespace Weir.Engine.Warehouses;

/// <summary>How a file fared that the warehouse read itself.</summary>
/// <param name="LoadId">The file's load.</param>
/// <param name="RowsParsed">Rows in the file; zero when it could not be read.</param>
/// <param name="RowsLoaded">Rows staged.</param>
/// <param name="Quarantined">Rows refused; one without a row index when the file as a whole was.</param>
internal sealed record StagedFile(long LoadId, long RowsParsed, long RowsLoaded, IReadOnlyList<QuarantinedRow> Quarantined);

using Weir.Loads;

namespace Weir.Server.Operations;

/// <summary>What became of one file in one load, as listings print it.</summary>
/// <param name="LoadId">Its number.</param>
/// <param name="Table">The table.</param>
/// <param name="File">The file, as <c>bucket/key</c>.</param>
/// <param name="Status">How it ended: <c>LOADED</c>, <c>PARTIALLY_LOADED</c>, <c>LOAD_FAILED</c>, <c>SUPERSEDED</c> or <c>UNLOADED</c>.</param>
/// <param name="RowsParsed">How many rows the file has.</param>
/// <param name="RowsLoaded">How many rows were published.</param>
/// <param name="RowsQuarantined">How many rows were refused.</param>
/// <param name="FirstError">Why the first row, or the whole file, was refused; none when nothing was.</param>
/// <param name="Note">What else there is to know; none when there is nothing.</param>
/// <param name="Size">How many bytes the file has.</param>
/// <param name="Etag">The hash of its content.</param>
/// <param name="RunId">The run that landed the file; none when it came from outside.</param>
/// <param name="ProjectRevision">The revision of the project that loaded it.</param>
/// <param name="LandedAt">When the file landed.</param>
/// <param name="LoadedAt">When it was loaded.</param>
internal sealed record ListedLoad(
    long LoadId,
    string Table,
    string File,
    string Status,
    long RowsParsed,
    long RowsLoaded,
    long RowsQuarantined,
    string? FirstError,
    string? Note,
    long Size,
    string Etag,
    string? RunId,
    string ProjectRevision,
    DateTimeOffset LandedAt,
    DateTimeOffset LoadedAt)
{
    public static ListedLoad Of(LoadRecord load) => new(
        load.LoadId,
        load.Table,
        load.File.Name.ToString(),
        LoadStatusNames.Of(load.Status),
        load.RowsParsed,
        load.RowsLoaded,
        load.RowsQuarantined,
        load.FirstError,
        load.Note,
        load.File.Size,
        load.File.ETag,
        load.RunId?.ToString(),
        load.ProjectRevision,
        load.File.LandedAt,
        load.LoadedAt);
}

using Weir.Loads;

namespace Weir.Server.Operations;

/// <summary>What became of one file in one load, as listings print it.</summary>
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

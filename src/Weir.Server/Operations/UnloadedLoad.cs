using Weir.Engine.Warehouses;

namespace Weir.Server.Operations;

/// <summary>A load whose rows were taken out of its table, or would be.</summary>
/// <param name="LoadId">The load.</param>
/// <param name="Table">Its table.</param>
/// <param name="File">Its file.</param>
/// <param name="RowsRemoved">How many of its rows went; none when nothing was done.</param>
/// <param name="StandingFile">The file that stands in the table in its place, where files replace one another.</param>
/// <param name="Diffs">How the rows of tables would differ; none when it was done.</param>
internal sealed record UnloadedLoad(long LoadId, string Table, string File, long RowsRemoved, string? StandingFile, IReadOnlyList<RowDiff> Diffs)
{
    public static UnloadedLoad Of(Unloaded unloaded) => new(
        unloaded.Load.LoadId,
        unloaded.Load.Table,
        unloaded.Load.File.Name.ToString(),
        unloaded.Rows,
        unloaded.Standing.Count == 0 ? null : string.Join(", ", unloaded.Standing.Select(file => file.Name)),
        unloaded.Diffs);
}

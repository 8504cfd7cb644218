using Weir.Engine.Loads;
using Weir.Engine.Warehouses;
using Weir.Loads;

namespace Weir.Server.Operations;

/// <summary>What loading files into a table would do.</summary>
/// <param name="Table">The table.</param>
/// <param name="Files">How many files were looked at.</param>
/// <param name="FilesFailed">How many of them would be <c>LOAD_FAILED</c>.</param>
/// <param name="RowsQuarantined">Rows that would be refused.</param>
/// <param name="Diffs">How the rows of the table, and of its child tables, would differ.</param>
internal sealed record PreviewedLoad(string Table, int Files, int FilesFailed, long RowsQuarantined, IReadOnlyList<RowDiff> Diffs)
{
    public static PreviewedLoad Of(string table, Preview preview) => new(
        table,
        preview.Records.Count,
        preview.Records.Count(record => record.Status == LoadStatus.LoadFailed),
        preview.Records.Sum(record => record.RowsQuarantined),
        preview.Diffs);
}

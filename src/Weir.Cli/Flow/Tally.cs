using Weir.Loads;

namespace Weir.Cli.Flow;

/// <summary>What was loaded into one table, or what one pipeline ran, since somebody last looked.</summary>
internal readonly record struct Tally(long Files, long Rows, long Quarantined, long FailedFiles, long Runs, long FailedRuns, long NotedFiles = 0)
{
    public static Tally operator +(Tally left, Tally right) => new(
        left.Files + right.Files,
        left.Rows + right.Rows,
        left.Quarantined + right.Quarantined,
        left.FailedFiles + right.FailedFiles,
        left.Runs + right.Runs,
        left.FailedRuns + right.FailedRuns,
        left.NotedFiles + right.NotedFiles);

    public static Tally Of(LoadRecord load) => new(
        1, load.RowsLoaded, load.RowsQuarantined, load.Status == LoadStatus.LoadFailed ? 1 : 0, 0, 0, load.Note is null ? 0 : 1);
}

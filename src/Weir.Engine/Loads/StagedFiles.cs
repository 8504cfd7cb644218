using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Engine.Loads;

/// <summary>Files whose rows are staged, with what became of each. Disposing it before it is published drops the rows.</summary>
/// <param name="stage">The rows.</param>
/// <param name="records">What became of each file.</param>
/// <param name="quarantine">The rows that were refused.</param>
/// <param name="news">What the load tells when it is published.</param>
internal sealed class StagedFiles(IStagedLoad stage, IReadOnlyList<LoadRecord> records, Quarantine quarantine, LoadNews news) : IAsyncDisposable
{
    /// <summary>What became of each file, in the order in which they were given.</summary>
    public IReadOnlyList<LoadRecord> Records => records;

    /// <summary>Tests the staged rows.</summary>
    /// <returns>The same files, with what became of each by that; in the place of this.</returns>
    /// <exception cref="BrokenTestException">A test cannot be run; this is to be disposed of.</exception>
    public async Task<StagedFiles> CheckAsync(LoadTests tests, CancellationToken cancellationToken) =>
        new(stage, await stage.CheckAsync(tests, records, cancellationToken), quarantine, news);

    /// <summary>Makes rows, records and refused rows visible together.</summary>
    /// <param name="more">What comes into sight besides: records of files that were not read, and what the rows replace.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    /// <returns>All records, and what is new about the schemas of tables.</returns>
    public async Task<(IReadOnlyList<LoadRecord> Records, IReadOnlyList<SchemaChange> Changes)> PublishAsync(
        Publication more, CancellationToken cancellationToken)
    {
        var all = With(more);
        await stage.PublishAsync(all, cancellationToken);
        return (all.Records, all.Changes);
    }

    /// <summary>Finds what that would change about rows, and drops these.</summary>
    public Task<IReadOnlyList<RowDiff>> DiffAsync(Publication more, CancellationToken cancellationToken) => stage.DiffAsync(With(more), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await stage.DisposeAsync();
        quarantine.Dispose();
    }

    private Publication With(Publication more)
    {
        var changes = SchemaChanges.Of(stage.Changes, records);
        return more with
        {
            Records = more.Records.Count == 0 ? records : [.. records, .. more.Records],
            Quarantined = quarantine.Rows,
            Changes = changes,
            Told = news.Of(records, changes),
        };
    }
}

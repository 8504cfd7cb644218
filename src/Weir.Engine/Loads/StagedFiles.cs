using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Engine.Loads;

/// <summary>Files whose rows are staged, with what became of each. Disposing it before it is published drops the rows.</summary>
internal sealed class StagedFiles(IStagedLoad stage, IReadOnlyList<LoadRecord> records, Quarantine quarantine) : IAsyncDisposable
{
    /// <summary>What became of each file, in the order in which they were given.</summary>
    public IReadOnlyList<LoadRecord> Records => records;

    /// <summary>Tests the staged rows.</summary>
    /// <returns>The same files, with what became of each by that; in the place of this.</returns>
    /// <exception cref="BrokenTestException">A test cannot be run; this is to be disposed of.</exception>
    public async Task<StagedFiles> CheckAsync(LoadTests tests, CancellationToken cancellationToken) =>
        new(stage, await stage.CheckAsync(tests, records, cancellationToken), quarantine);

    /// <summary>Makes rows, records and refused rows visible together.</summary>
    /// <param name="others">Records of files that were not read.</param>
    /// <param name="standing">The only file whose rows stand in the table from now on; none when the rows there stay.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    /// <returns>All records, and what is new about the schemas of tables.</returns>
    public async Task<(IReadOnlyList<LoadRecord> Records, IReadOnlyList<SchemaChange> Changes)> PublishAsync(
        IReadOnlyList<LoadRecord> others, StandingFile? standing, CancellationToken cancellationToken)
    {
        IReadOnlyList<LoadRecord> all = others.Count == 0 ? records : [.. records, .. others];
        var changes = SchemaChanges.Of(stage.Changes, records);
        await stage.PublishAsync(new Publication(all, quarantine.Rows) { Standing = standing, Changes = changes }, cancellationToken);
        return (all, changes);
    }

    public async ValueTask DisposeAsync()
    {
        await stage.DisposeAsync();
        quarantine.Dispose();
    }
}

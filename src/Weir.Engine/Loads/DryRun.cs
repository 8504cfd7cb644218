using Weir.Buckets;
using Weir.Engine.Warehouses;
using Weir.Loads;

namespace Weir.Engine.Loads;

/// <summary>A warehouse that takes loads as ever, and says in the place of publishing them what that would change.</summary>
/// <param name="warehouse">The real one.</param>
internal sealed class DryRun(IWarehouse warehouse) : IWarehouse
{
    private readonly List<RowDiff> _diffs = [];
    private readonly List<LoadRecord> _records = [];

    /// <summary>How the rows of tables would differ.</summary>
    public IReadOnlyList<RowDiff> Diffs => _diffs;

    /// <summary>What would become of each file.</summary>
    public IReadOnlyList<LoadRecord> Records => _records;

    public Task<TableShape?> DescribeAsync(string table, CancellationToken cancellationToken) => warehouse.DescribeAsync(table, cancellationToken);

    /// <summary>None: it is asked for files only that do not stand in the table.</summary>
    public Task<IReadOnlySet<StoredObject>> FindLoadedAsync(
        string table, IReadOnlyList<StoredObject> files, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<StoredObject>>(new HashSet<StoredObject>());

    public Task<StandingFile?> FindStandingAsync(string table, CancellationToken cancellationToken) => warehouse.FindStandingAsync(table, cancellationToken);

    public Task<long> TakeLoadIdsAsync(int count, CancellationToken cancellationToken) => warehouse.TakeLoadIdsAsync(count, cancellationToken);

    public async Task<IStagedLoad> StageAsync(IReadOnlyList<LoadInput> inputs, CancellationToken cancellationToken) =>
        new DryLoad(await warehouse.StageAsync([.. inputs.Select(input => input with { IsDry = true })], cancellationToken), this);

    private sealed class DryLoad(IStagedLoad load, DryRun run) : IStagedLoad
    {
        public IReadOnlyList<StagedFile> Files => load.Files;

        public IReadOnlyList<ShapeChange> Changes => load.Changes;

        public Task<IReadOnlyList<LoadRecord>> CheckAsync(LoadTests tests, IReadOnlyList<LoadRecord> records, CancellationToken cancellationToken) =>
            load.CheckAsync(tests, records, cancellationToken);

        public Task<IReadOnlyList<RowDiff>> DiffAsync(Publication publication, CancellationToken cancellationToken) =>
            load.DiffAsync(publication, cancellationToken);

        public async Task PublishAsync(Publication publication, CancellationToken cancellationToken)
        {
            run._records.AddRange(publication.Records);
            run._diffs.AddRange(await load.DiffAsync(publication, cancellationToken));
        }

        public ValueTask DisposeAsync() => load.DisposeAsync();
    }
}

using Weir.Buckets;
using Weir.Connections;
using Weir.Engine.Connections;
using Weir.Engine.Loads;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Objects;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Reconciliations;
using Weir.Tables;

namespace Weir.Engine.Reconciliations;

/// <summary>Brings the rows of files in buckets, as a table would read them, and of queries over connections.</summary>
internal sealed class OutsideRows(
    IObjectStore objects, IReadOnlyDictionary<string, ConnectionDefinition> connections, IReadOnlyList<IConnector> connectors) : IOutsideRows
{
    private const int Page = 1_000;

    public async Task<SideRows> OpenAsync(ReconciliationSide side, string what, CancellationToken cancellationToken)
    {
        if (side.Files is { } files)
        {
            return await OpenFilesAsync(files, what, cancellationToken);
        }

        var connection = connections[side.Connection!];
        var rows = await connectors.First(connector => connector.Takes(connection)).OpenAsync(connection, side.Text, cancellationToken);
        return new SideRows(new LoadInput.Rows(rows), () => { }, rows);
    }

    private async Task<SideRows> OpenFilesAsync(TableDefinition files, string what, CancellationToken cancellationToken)
    {
        var found = await FindAsync(files.Sources, cancellationToken);
        if (found.Count == 0)
        {
            throw new RefusedException(new Failure(
                "WEIR6045",
                $"There is no file for {what}: nothing matches '{string.Join("', '", files.Sources)}'.",
                "See what is there with 'weir ls', and correct the pattern."));
        }

        var batch = new FileBatch(
            [.. found.Select((file, number) => new LoadFile(file, number + 1))], objects.OpenRead, Quarantine.Discarding(), ReadingLimits.Default)
        {
            Format = files.FormatOptions,
        };
        var inputs = await LoadInputs.OfAsync(files, batch, new NoTables(), cancellationToken);
        return new SideRows(inputs[0], () => Check(batch, what), null);
    }

    private async Task<List<StoredObject>> FindAsync(IReadOnlyList<ObjectPattern> patterns, CancellationToken cancellationToken)
    {
        var found = new List<StoredObject>();
        foreach (var pattern in patterns)
        {
            string? after = null;
            IReadOnlyList<StoredObject> page;
            do
            {
                page = await objects.ListAsync(pattern.Bucket, pattern.Prefix, after, Page, cancellationToken);
                found.AddRange(page.Where(file => pattern.Matches(file.Name)));
                after = page is [.., var last] ? last.Name.Key : null;
            }
            while (page.Count == Page);
        }

        return [.. found.DistinctBy(file => file.Name)];
    }

    private static void Check(FileBatch batch, string what)
    {
        if (batch.Tallies.FirstOrDefault(tally => tally.RowsQuarantined > 0 || tally.IsRefused) is { } wrong)
        {
            throw new RefusedException(new Failure(
                "WEIR6045",
                $"The file {wrong.File.Object.Name} of {what} has rows that cannot be read: {wrong.FirstError ?? "it does not fit"}.",
                "Correct the file, or say with 'format' and 'columns' how it is written."));
        }
    }

    /// <summary>Files that are compared take the shape that they have: no table stands in their way.</summary>
    private sealed class NoTables : IWarehouse
    {
        public Task<TableShape?> DescribeAsync(string table, CancellationToken cancellationToken) => Task.FromResult<TableShape?>(null);

        public Task<IReadOnlySet<StoredObject>> FindLoadedAsync(
            string table, IReadOnlyList<StoredObject> files, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<StandingFile?> FindStandingAsync(string table, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<long> TakeLoadIdsAsync(int count, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IStagedLoad> StageAsync(IReadOnlyList<LoadInput> inputs, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}

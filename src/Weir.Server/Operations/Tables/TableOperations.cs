using System.Data.Common;
using System.Text.Json;

using Weir.Checks;
using Weir.Engine.Objects;
using Weir.Engine.Warehouses.Catalog;
using Weir.Failures;
using Weir.Loads;
using Weir.Projects;
using Weir.Tables;

namespace Weir.Server.Operations.Tables;

/// <summary>Looks at the tables of an environment that is open in this process.</summary>
/// <param name="project">The project.</param>
/// <param name="catalog">What stands in the warehouse.</param>
/// <param name="loads">What became of files.</param>
/// <param name="objects">The files.</param>
/// <param name="time">The clock.</param>
internal sealed class TableOperations(
    ProjectDefinition project, ITableCatalog catalog, ILoadPages loads, IObjectStore objects, TimeProvider time) : ITableReads, ILoadReads
{
    public async Task<IReadOnlyList<ListedTable>> ListTablesAsync(CancellationToken cancellationToken)
    {
        var there = await catalog.ListTablesAsync(cancellationToken);
        var known = there.ToDictionary(table => table.Name, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. there.Select(table => ListedTable.Of(table, DefinitionOf(table.Name)))
                .Concat(project.Tables.Values.Where(table => !known.ContainsKey(table.Name)).Select(table => ListedTable.Empty(table.Name)))
                .OrderBy(table => table.Table, StringComparer.Ordinal),
        ];
    }

    public async Task<ShownTable> ShowTableAsync(string table, CancellationToken cancellationToken)
    {
        var definition = DefinitionOf(table);
        var found = await catalog.DescribeTableAsync(table, cancellationToken);
        if (found is null && definition is null)
        {
            throw await UnknownAsync(table, cancellationToken);
        }

        return new ShownTable(
            found is null ? ListedTable.Empty(definition!.Name) : ListedTable.Of(found.Facts, definition),
            [.. definition?.Sources.Select(source => source.ToString()) ?? []],
            definition is null ? null : WordOf(definition.WriteDisposition),
            ColumnsOf(definition, found),
            TestsOf(definition, found),
            found?.SchemaHistory ?? [],
            found?.Partitions ?? 0);
    }

    public async Task<TableRows> ListRowsAsync(string table, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var reader = await ReadRowsAsync(table, Cursors.Number(after), limit + 1, cancellationToken);

        // The last one is the row's place, which is no value of it.
        var columns = Enumerable.Range(0, reader.FieldCount - 1).Select(index => new QueryColumn(reader.GetName(index), reader.GetDataTypeName(index))).ToList();
        var rows = new List<JsonElement>();
        var (place, isMore) = ((long?)null, false);
        await foreach (var row in RowEncoder.EncodeAsync(reader, columns, cancellationToken))
        {
            if (rows.Count == limit)
            {
                isMore = true;
                break;
            }

            using var parsed = JsonDocument.Parse(row);
            rows.Add(parsed.RootElement.Clone());
            place = reader.IsDBNull(columns.Count) ? null : reader.GetInt64(columns.Count);
        }

        return new TableRows(columns, rows, isMore && place is { } next ? Cursors.Of(next) : null);
    }

    public async Task<Page<TablePartition>> ListPartitionsAsync(string table, string? after, int limit, CancellationToken cancellationToken)
    {
        var found = await catalog.ListPartitionsAsync(table, after, limit + 1, cancellationToken);
        if (found.Count == 0 && DefinitionOf(table) is null && await catalog.DescribeTableAsync(table, cancellationToken) is null)
        {
            throw await UnknownAsync(table, cancellationToken);
        }

        return Page<TablePartition>.Of(found, limit, partition => partition, last => last.Name);
    }

    public async Task<ShownLoad> ShowLoadAsync(long loadId, CancellationToken cancellationToken)
    {
        var load = await FindAsync(loadId, cancellationToken);
        var current = project.Buckets.ContainsKey(load.File.Name.Bucket) ? await objects.FindAsync(load.File.Name, cancellationToken) : null;
        var stands = load.Status is LoadStatus.Loaded or LoadStatus.PartiallyLoaded;
        var isSame = current?.ETag == load.File.ETag;
        return new ShownLoad(
            ListedLoad.Of(load),
            current is null ? "gone" : isSame ? "same" : "changed",
            stands,
            isSame && load.Status is LoadStatus.LoadFailed or LoadStatus.Unloaded && DefinitionOf(load.Table) is not null,
            stands && MustGoFirst(load));
    }

    public async Task<LoadSeries> SumLoadsAsync(string? table, LoadSpan span, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var byDay = span is LoadSpan.Month or LoadSpan.Year;
        var step = byDay ? TimeSpan.FromDays(1) : TimeSpan.FromHours(1);
        var until = new DateTimeOffset((now.Ticks / step.Ticks * step.Ticks) + step.Ticks, TimeSpan.Zero);
        var since = until - (span switch { LoadSpan.Day => TimeSpan.FromHours(24), LoadSpan.Week => TimeSpan.FromDays(7), LoadSpan.Month => TimeSpan.FromDays(30), _ => TimeSpan.FromDays(365) });
        return new LoadSeries(since, until, (int)step.TotalSeconds, await loads.SumLoadsAsync(table, since, byDay, cancellationToken));
    }

    /// <summary>The record of a load.</summary>
    /// <exception cref="RefusedException">WEIR6020: there is none.</exception>
    public async Task<LoadRecord> FindAsync(long loadId, CancellationToken cancellationToken) =>
        await loads.FindLoadAsync(loadId, cancellationToken)
        ?? throw new RefusedException(new Failure("WEIR6020", $"There is no load {loadId}.", "See what there is with 'weir loads'."));

    /// <summary>Whether the rows of a file's new content would stand beside those of its old one.</summary>
    public bool MustGoFirst(LoadRecord load) => DefinitionOf(load.Table) is { WriteDisposition: WriteDisposition.Append };

    private async Task<DbDataReader> ReadRowsAsync(string table, long? after, int limit, CancellationToken cancellationToken)
    {
        try
        {
            return await catalog.ReadRowsAsync(table, after, limit, cancellationToken);
        }
        catch (RefusedException empty) when (empty.Failure.Code == "WEIR6012" && DefinitionOf(table) is null)
        {
            throw await UnknownAsync(table, cancellationToken);
        }
    }

    /// <summary>The failure of a table that is neither declared nor there.</summary>
    private async Task<RefusedException> UnknownAsync(string table, CancellationToken cancellationToken)
    {
        var there = await catalog.ListTablesAsync(cancellationToken);
        return new RefusedException(Missing.Table(table, project.Tables.Keys.Concat(there.Select(known => known.Name)).Distinct()));
    }

    private TableDefinition? DefinitionOf(string table) =>
        project.Tables.Values.FirstOrDefault(known => known.Name.Equals(table, StringComparison.OrdinalIgnoreCase));

    private static string WordOf(WriteDisposition disposition) => disposition.ToString().ToLowerInvariant();

    private static List<ListedColumn> ColumnsOf(TableDefinition? definition, TableDescription? found)
    {
        var declared = (definition?.Columns ?? []).ToDictionary(column => column.Name, StringComparer.OrdinalIgnoreCase);
        if (found is not { Columns.Count: > 0 })
        {
            return [.. declared.Values.Select(column => new ListedColumn(column.Name, column.Type.ToString(), column.Nullable, null))];
        }

        var added = found.SchemaHistory.Where(note => note.Column is not null).GroupBy(note => note.Column!, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(notes => notes.Key, notes => notes.Last().LoadId, StringComparer.OrdinalIgnoreCase);
        return [.. found.Columns.Select(column => new ListedColumn(
            column.Name, column.Type, declared.TryGetValue(column.Name, out var own) ? own.Nullable : null, added.GetValueOrDefault(column.Name)))];
    }

    private static List<ShownTest> TestsOf(TableDefinition? definition, TableDescription? found)
    {
        var results = (found?.Tests ?? []).ToDictionary(result => result.Test);
        var tests = definition?.Tests ?? [];
        return
        [
            .. tests.Select(test => results.TryGetValue(test.Name, out var result)
                ? ShownOf(result, isDeclared: true)
                : new ShownTest(test.Name, test.Severity == TestSeverity.Error ? "error" : "warn", "NEVER_RUN", 0, null, null, null, Declared: true)),
            .. results.Values.Where(result => tests.All(test => test.Name != result.Test)).Select(result => ShownOf(result, isDeclared: false)),
        ];
    }

    private static ShownTest ShownOf(TestResult result, bool isDeclared) => new(
        result.Test,
        result.Severity == TestSeverity.Error ? "error" : "warn",
        result.Outcome.ToString().ToUpperInvariant(),
        result.RowsFailing,
        result.Message,
        result.LoadId,
        result.TestedAt,
        isDeclared);
}

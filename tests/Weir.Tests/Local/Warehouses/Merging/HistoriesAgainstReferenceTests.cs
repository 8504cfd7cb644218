using System.Globalization;

using Weir.Buckets;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Loads;
using Weir.Local.Lake;
using Weir.Local.Warehouses;
using Weir.Tables;

namespace Weir.Tests.Local.Warehouses.Merging;

/// <summary>
/// Files with many keys are loaded in any order, unloaded and loaded again; after every step the table is what it would be had
/// exactly the files that are loaded come in order. Each key of each table is a history of its own.
/// </summary>
public sealed class HistoriesAgainstReferenceTests : IDisposable
{
    private const int Ids = 60;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") == "1";

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-histories-").FullName;
    private readonly DuckDbStore _store;
    private readonly Lakes _lakes;
    private readonly DuckDbWarehouse _warehouse;

    public HistoriesAgainstReferenceTests()
    {
        _store = DuckDbStore.Open(Path.Combine(_folder, "warehouse.db"));
        _lakes = Lakes.Open(_store, (_, _, _) => throw new NotSupportedException());
        _warehouse = new DuckDbWarehouse(_store, _lakes, file => file.Location, TimeProvider.System);
    }

    public void Dispose()
    {
        _warehouse.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("merge")]
    [InlineData("merge sorted")]
    [InlineData("merge removing")]
    [InlineData("merge sorted removing")]
    [InlineData("scd2")]
    [InlineData("scd2 sorted")]
    [InlineData("scd2 removing")]
    [InlineData("scd2 sorted removing")]
    [InlineData("scd2 closing")]
    [InlineData("scd2 closing sorted removing")]
    public async Task Tables_hold_what_the_loaded_files_say_in_whatever_order_they_came(string manner)
    {
        for (var history = 0; history < (IsLong ? 400 : 4); history++)
        {
            var seed = (history * 1009) + manner.Length;
            await PlayAsync(new Random(seed), manner, string.Create(CultureInfo.InvariantCulture, $"t{history}"), seed);
        }
    }

    private async Task PlayAsync(Random random, string manner, string name, int seed)
    {
        var table = TableOf(manner, name);
        var mayLackTimes = table.Merge!.History?.TimeColumn is null;
        var files = Enumerable.Range(1, random.Next(4, 10)).Select(n => ToldFile.Random(random, n * 10, Ids, mayLackTimes)).ToArray();
        var waiting = files.ToArray();
        random.Shuffle(waiting);
        foreach (var some in waiting.Chunk(random.Next(1, 4)))
        {
            await LoadAsync(table, some);
            await CompareAsync(table, manner, files, seed);
            if (random.Next(2) == 0)
            {
                var loaded = files.Where(f => f.Load is not null).ToList();
                var undone = loaded[random.Next(loaded.Count)];
                var unloader = new DuckDbUnloader(_store, _lakes);
                await ChangeAsync(
                    table,
                    async () => (await unloader.UnloadAsync(undone.Load!.Value, table, isDryRun: true, default)).Diffs,
                    () => unloader.UnloadAsync(undone.Load!.Value, table, isDryRun: false, default));
                undone.Load = null;
                await CompareAsync(table, manner, files, seed);
            }
        }

        foreach (var again in files.Where(f => f.Load is null))
        {
            await LoadAsync(table, [again]);
            await CompareAsync(table, manner, files, seed);
        }
    }

    private async Task LoadAsync(TableDefinition table, IEnumerable<ToldFile> files)
    {
        var inOrder = files.OrderBy(f => f.Version).ToList();
        var first = await _warehouse.TakeLoadIdsAsync(inOrder.Count, default);
        foreach (var (n, file) in inOrder.Index())
        {
            file.Load = first + n;
        }

        var rows = inOrder.SelectMany(file => file.Rows.Select((row, place) => (row, file.Load, place)));
        var source = new RecordRows<(ToldRow Row, long? Load, int Place)>(
            DeclaredShape.Of(table), rows, (writer, n, row) => row.Row.Write(writer, n, row.Load!.Value, row.Place));
        var publication = new Publication([.. inOrder.Select(file => RecordOf(table, file))], []);
        await ChangeAsync(
            table,
            async () =>
            {
                await using var dropped = await _warehouse.StageAsync([new LoadInput.Rows(source, table.Merge)], default);
                return await dropped.DiffAsync(publication, default);
            },
            async () =>
            {
                await using var staged = await _warehouse.StageAsync([new LoadInput.Rows(source, table.Merge)], default);
                await staged.PublishAsync(publication, default);
            });
    }

    /// <summary>Asks first what would change, which changes nothing and is what changes then.</summary>
    private async Task ChangeAsync(TableDefinition table, Func<Task<IReadOnlyList<RowDiff>>> ask, Func<Task> act)
    {
        var before = await FoundAsync(table);
        var told = Assert.Single(await ask());
        Assert.Equal(before, await FoundAsync(table));
        await act();

        var (old, now) = (ByKey(table, before), ByKey(table, await FoundAsync(table)));
        Assert.Equal(
            (now.Keys.Except(old.Keys).Count(), old.Count(row => now.TryGetValue(row.Key, out var other) && other != row.Value), old.Keys.Except(now.Keys).Count()),
            (told.Added, told.Changed, told.Removed));
    }

    /// <summary>What the rows are found by, and what they are apart from their loads.</summary>
    private static Dictionary<string, string> ByKey(TableDefinition table, IEnumerable<string> rows) => rows
        .Select(row => row.Split('|'))
        .ToDictionary(
            cells => table.Merge!.History is null ? cells[0] : $"{cells[0]}|{cells[6]}",
            cells => string.Join('|', [.. cells[1..5], table.Merge!.History is null ? "" : cells[7]]));

    private async Task CompareAsync(TableDefinition table, string manner, IEnumerable<ToldFile> files, int seed)
    {
        var loaded = files.Where(f => f.Load is not null);
        var (sorts, removes) = (manner.Contains("sorted", StringComparison.Ordinal), manner.Contains("removing", StringComparison.Ordinal));
        var history = table.Merge!.History;
        var expected = history switch
        {
            null => NaiveTables.Merged(loaded, sorts, removes),
            { ClosesMissing: true } => NaiveTables.Snapshots(loaded, Ids, sorts, removes),
            _ => NaiveTables.Told(loaded, sorts, removes),
        };
        var found = await FoundAsync(table);
        Assert.Equal([$"seed {seed}", .. expected.Order(StringComparer.Ordinal)], [$"seed {seed}", .. found]);
    }

    private async Task<IReadOnlyList<string>> FoundAsync(TableDefinition table)
    {
        if (await _warehouse.DescribeAsync(table.Name, default) is null)
        {
            return [];
        }

        var history = table.Merge!.History;
        Func<string, string> number = history?.TimeColumn is null
            ? column => $", '|', epoch_us({column})"
            : column => $", '|', {column} - DATE '1970-01-01'";
        var times = history is null ? "" : number("valid_from") + number("valid_to");
        await using var reader = await new DuckDbQueries(_store, []).QueryAsync(
            $"SELECT concat(id, '|', changed - DATE '1970-01-01', '|', if(gone, 'True', 'False'), '|', a, '|', b, '|', _weir_load_id{times}) FROM {table.Name}",
            default);
        var found = new List<string>();
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    private static TableDefinition TableOf(string manner, string name)
    {
        var (sorts, closes) = (manner.Contains("sorted", StringComparison.Ordinal), manner.Contains("closing", StringComparison.Ordinal));
        var isHistory = manner.StartsWith("scd2", StringComparison.Ordinal);
        ColumnDefinition Column(string column, ColumnKind kind) => new() { Name = column, Type = new(kind), Path = ValuePath.OfColumn(column) };
        return new TableDefinition
        {
            Name = name,
            Sources = [],
            Format = FileFormat.Json,
            Columns =
            [
                Column("id", ColumnKind.Integer), Column("changed", ColumnKind.Date), Column("gone", ColumnKind.Boolean),
                Column("a", ColumnKind.Integer), Column("b", ColumnKind.Varchar),
            ],
            WriteDisposition = isHistory ? WriteDisposition.Scd2 : WriteDisposition.Merge,
            Merge = new MergeDefinition
            {
                PrimaryKey = ["id"],
                DedupSort = sorts ? ["changed"] : [],
                HardDelete = manner.Contains("removing", StringComparison.Ordinal) ? "gone" : null,
                History = isHistory ? new HistoryDefinition { ClosesMissing = closes, TimeColumn = sorts && !closes ? "changed" : null } : null,
            },
        };
    }

    private static LoadRecord RecordOf(TableDefinition table, ToldFile file) => new()
    {
        LoadId = file.Load!.Value,
        Table = table.Name,
        File = new StoredObject
        {
            Name = new ObjectName("raw", string.Create(CultureInfo.InvariantCulture, $"{file.Version}.json")),
            ETag = string.Create(CultureInfo.InvariantCulture, $"{file.Load}"),
            Size = 10,
            Version = file.Version,
            LandedAt = DateTimeOffset.UnixEpoch,
            Location = "",
        },
        Status = file.Status,
        RowsParsed = file.Rows.Count,
        RowsLoaded = file.Rows.Count,
        RowsQuarantined = file.IsWhole ? 0 : 1,
        ProjectRevision = "r1",
        LoadedAt = DateTimeOffset.UnixEpoch,
    };
}

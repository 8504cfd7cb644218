using System.Text;

using Weir.Engine.Warehouses;
using Weir.Failures;

namespace Weir.Tests.Flow;

/// <summary>Rows whose columns nobody declared take the place of those with the same key, and child tables' rows go with them.</summary>
public sealed class MergingInferredTests
{
    private const string Json =
        """
        project: merging
        buckets: { raw: , lake: }
        tables:
          t:
            source: raw/**.json
            write_disposition: merge
            primary_key: [id]
            dedup_sort: [at]
            hard_delete: gone
        """;

    private const string Csv =
        """
        project: merging
        buckets: { raw: , lake: }
        tables:
          t:
            source: raw/**.csv
            write_disposition: merge
            primary_key: [id]
            dedup_sort: [at]
            hard_delete: gone
        """;

    [Fact]
    public async Task A_row_that_is_replaced_takes_its_children_with_it()
    {
        await using var world = await World.StartAsync(Json);
        await PutAsync(world, "raw/1.json", """[{"id":1,"v":1,"lines":[{"n":1,"parts":[1,2]},{"n":2}]},{"id":2,"lines":[{"n":3,"parts":[3]}]}]""");
        await PutAsync(world, "raw/2.json", """[{"id":1,"v":2,"lines":[{"n":9,"parts":[9]}]},{"id":3,"lines":[]},{"id":3,"lines":[{"n":7}]}]""");

        Assert.Equal(["1|2", "2|", "3|"], await world.QueryAsync("SELECT id, v FROM t ORDER BY id"));
        Assert.Equal(["1|9", "2|3", "3|7"], await world.QueryAsync("SELECT id, n FROM t JOIN t__lines AS l ON l._weir_parent_id = t._weir_id ORDER BY id"));
        Assert.Equal(["3", "9"], await world.QueryAsync("SELECT value FROM t__lines__parts ORDER BY value"));

        await PutAsync(world, "raw/3.json", """{"id":2,"gone":true,"lines":[{"n":99}]}""");
        Assert.Equal(["1", "3"], await world.QueryAsync("SELECT id FROM t ORDER BY id"));
        Assert.Equal(["7", "9"], await world.QueryAsync("SELECT n FROM t__lines ORDER BY n"));

        Assert.Equal(0, await world.UnloadAsync(3));
        Assert.Equal(5, await world.UnloadAsync(2));
        Assert.Equal(["1|1", "1|2", "2|3"], await world.QueryAsync("SELECT id, n FROM t JOIN t__lines AS l ON l._weir_parent_id = t._weir_id ORDER BY id, n"));
        Assert.Equal(["1", "2", "3"], await world.QueryAsync("SELECT value FROM t__lines__parts ORDER BY value"));
    }

    [Fact]
    public async Task What_would_change_is_told_of_child_tables_too()
    {
        await using var world = await World.StartAsync(Json);
        await PutAsync(world, "raw/1.json", """[{"id":1,"v":1,"lines":[{"n":1},{"n":2}]},{"id":2,"lines":[{"n":3}]}]""");
        await PutAsync(world, "raw/2.json", """[{"id":1,"v":2,"lines":[{"n":2},{"n":4}]}]""");

        Assert.Equal(["t 0 1 0", "t__lines 1 0 1"], Told((await world.UnloadAsync(2, isDryRun: true)).Diffs));
        await world.UnloadAsync(2);
        Assert.Equal(["t 0 1 0", "t__lines 1 0 1"], Told((await world.PreviewAsync("t", "raw/2.json")).Diffs));
        Assert.Equal(["1", "2", "3"], await world.QueryAsync("SELECT n FROM t__lines ORDER BY n"));
    }

    [Fact]
    public async Task Rows_that_fail_a_test_take_their_children_with_them()
    {
        await using var world = await World.StartAsync(Json + "\n    tests: [{ accepted_range: { column: v, max: 9 }, quarantine: true }, { sql: 'SELECT * FROM staged WHERE v < 0' }]\n");
        await PutAsync(world, "raw/1.json", """[{"id":1,"v":1,"lines":[{"n":1,"parts":[1]}]},{"id":2,"v":10,"lines":[{"n":2,"parts":[2]}]}]""");
        await PutAsync(world, "raw/2.json", """[{"id":1,"v":-1,"lines":[{"n":3,"parts":[3]}]}]""");

        Assert.Equal(["PARTIALLY_LOADED", "LOAD_FAILED"], await world.QueryAsync("SELECT status FROM weir.load_history ORDER BY load_id"));
        Assert.Equal(["1|1"], await world.QueryAsync("SELECT id, v FROM t"));
        Assert.Equal(["1"], await world.QueryAsync("SELECT n FROM t__lines"));
        Assert.Equal(["1"], await world.QueryAsync("SELECT value FROM t__lines__parts"));
    }

    [Fact]
    public async Task Columns_of_the_key_and_of_the_order_may_come_and_go()
    {
        await using var world = await World.StartAsync(Csv);
        await PutAsync(world, "raw/1.csv", "name\nx\n");
        await PutAsync(world, "raw/2.csv", "id,name\n1,first\n,nobody\n2,second\n");
        await PutAsync(world, "raw/3.csv", "id,at,name\n1,2026-01-02,third\n");
        await PutAsync(world, "raw/4.csv", "id,name\n1,older: it has no time\n2,fourth\n");
        await PutAsync(world, "raw/5.csv", "id,gone\n2,true\n3,false\n");
        await PutAsync(world, "raw/6.csv", "name\ny\n");

        Assert.Equal(["1|third|", "3||false"], await world.QueryAsync("SELECT id, name, lower(gone::VARCHAR) FROM t ORDER BY id"));
        Assert.Equal(
            ["1|LOAD_FAILED|0|1", "2|PARTIALLY_LOADED|2|1", "3|LOADED|1|0", "4|LOADED|2|0", "5|LOADED|2|0", "6|LOAD_FAILED|0|1"],
            await world.QueryAsync("SELECT file[5:-5], status, rows_loaded, rows_quarantined FROM weir.load_history ORDER BY load_id"));
        await world.UnloadAsync(5);
        Assert.Equal(["1|third", "2|fourth"], await world.QueryAsync("SELECT id, name FROM t ORDER BY id"));
    }

    [Fact]
    public async Task Documents_without_the_key_make_no_table()
    {
        await using var world = await World.StartAsync(Json);
        await PutAsync(world, "raw/1.json", "[]");
        await PutAsync(world, "raw/2.json", """[{"name":"x","lines":[{"n":1}]},{"name":"y"}]""");
        Assert.Equal(["0"], await world.QueryAsync("SELECT count(*) FROM duckdb_tables() WHERE table_name IN ('t', 't__lines')"));
        Assert.Equal(["raw/1.json|LOADED|0", "raw/2.json|LOAD_FAILED|2"], await world.QueryAsync("SELECT file, status, rows_quarantined FROM weir.load_history ORDER BY load_id"));
        Assert.Equal(["id|WEIR6114", "id|WEIR6114"], await world.QueryAsync("SELECT column_name, code FROM weir.quarantine"));

        await PutAsync(world, "raw/3.json", """[{"id":{"a":1},"name":"x"},{"id":5}]""");
        Assert.Equal(["5"], await world.QueryAsync("SELECT id FROM t"));
    }

    [Fact]
    public async Task A_condition_over_columns_that_are_not_there_is_told()
    {
        await using var world = await World.StartAsync(Json.Replace("hard_delete: gone", "hard_delete: gone = 1\n    retry: { max_attempts: 1 }", StringComparison.Ordinal));
        await PutAsync(world, "raw/1.json", """{"id":1}""");

        Assert.Equal("WEIR6023", Assert.Single(world.Recorder.Failed).Failure.Code);
    }

    [Fact]
    public async Task Names_of_files_may_be_part_of_the_key()
    {
        await using var world = await World.StartAsync(Csv
            .Replace("raw/**.csv", "raw/{shop}/*.csv", StringComparison.Ordinal)
            .Replace("[id]", "[shop, id]\n    filename_column: file", StringComparison.Ordinal));
        await PutAsync(world, "raw/a/1.csv", "id,n\n1,1\n2,1\n");
        await PutAsync(world, "raw/b/2.csv", "id,n\n1,2\n");
        await PutAsync(world, "raw/a/3.csv", "id,n\n1,3\n");

        Assert.Equal(
            ["a|1|3|raw/a/3.csv", "a|2|1|raw/a/1.csv", "b|1|2|raw/b/2.csv"], await world.QueryAsync("SELECT shop, id, n, file FROM t ORDER BY shop, id"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("storage: { parquet: lake/t, partition_by: [kind] }")]
    public async Task Parquet_files_are_merged_by_their_own_columns(string storage)
    {
        await using var world = await World.StartAsync($"{Csv}\n    {storage}\n".Replace("raw/**.csv", "raw/**.parquet", StringComparison.Ordinal));
        await PutAsync(world, "raw/1.parquet", await ParquetAsync(world, "SELECT range AS id, 'a' AS kind, 1 AS n FROM range(4)"));
        await PutAsync(world, "raw/2.parquet", await ParquetAsync(world, "SELECT * FROM (VALUES (1, 'b', DATE '2026-01-01', 2.5), (1, 'c', DATE '2026-01-02', 3.5), (NULL, 'x', NULL, 0)) AS v(id, kind, \"at\", n)"));
        await PutAsync(world, "raw/3.parquet", await ParquetAsync(world, "SELECT 'x' AS kind"));
        await PutAsync(world, "raw/4.parquet", await ParquetAsync(world, "SELECT 2 AS id, 'd' AS kind, true AS gone UNION ALL SELECT 1, 'older', false"));

        Assert.Equal(["0|a|1", "1|c|3.5", "3|a|1"], await world.QueryAsync("SELECT id, kind, n::DOUBLE FROM t ORDER BY id"));
        Assert.Equal(
            ["LOADED|4|0", "PARTIALLY_LOADED|2|1", "LOAD_FAILED|0|1", "LOADED|2|0"],
            await world.QueryAsync("SELECT status, rows_loaded, rows_quarantined FROM weir.load_history ORDER BY load_id"));
        await world.UnloadAsync(4);
        await world.UnloadAsync(2);
        Assert.Equal(["0|a", "1|a", "2|a", "3|a"], await world.QueryAsync("SELECT id, kind FROM t ORDER BY id"));
    }

    [Fact]
    public async Task What_is_not_kept_cannot_be_unloaded()
    {
        await using var world = await World.StartAsync(Json + "\n    undo_for: none\n");
        await PutAsync(world, "raw/1.json", """{"id":1,"lines":[{"n":1}]}""");
        await PutAsync(world, "raw/2.json", """{"id":1,"lines":[{"n":2}]}""");

        Assert.Equal("WEIR6022", (await Assert.ThrowsAsync<RefusedException>(() => world.UnloadAsync(2))).Failure.Code);
        Assert.Equal(["2"], await world.QueryAsync("SELECT n FROM t__lines"));
        Assert.Empty(await world.QueryAsync("SELECT table_name FROM duckdb_tables() WHERE table_name = 'kept from main.t__lines'"));
    }

    [Fact]
    public async Task Children_leave_with_their_rows_when_columns_are_declared_later()
    {
        var folder = Directory.CreateTempSubdirectory("weir-merging-").FullName;
        try
        {
            await using (var world = await World.StartAsync(Json.Replace("write_disposition: merge\n    primary_key: [id]\n    dedup_sort: [at]\n    hard_delete: gone", "", StringComparison.Ordinal), folder))
            {
                await PutAsync(world, "raw/1.json", """[{"id":1,"lines":[{"n":1}]},{"id":2,"lines":[{"n":2}]}]""");
            }

            await using (var world = await World.StartAsync(Json, folder))
            {
                await PutAsync(world, "raw/2.json", """{"id":1,"at":"2026-01-01","gone":false,"lines":[{"n":3},{"n":4}]}""");
                Assert.Equal(["2", "3", "4"], await world.QueryAsync("SELECT n FROM t__lines ORDER BY n"));
            }

            await using (var world = await World.StartAsync(Json + "\n    columns: { id: { type: bigint }, at: { type: date }, gone: { type: boolean } }\n", folder))
            {
                await PutAsync(world, "raw/3.json", """[{"id":1,"at":"2026-01-02","lines":[{"n":5}]},{"id":1,"at":"2026-01-01"},{"id":2,"gone":true}]""");
                Assert.Equal(["1"], await world.QueryAsync("SELECT id FROM t"));
                Assert.Empty(await world.QueryAsync("SELECT n FROM t__lines"));
                await world.UnloadAsync(3);
                Assert.Equal(["2", "3", "4"], await world.QueryAsync("SELECT n FROM t__lines ORDER BY n"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// Files with rows of few keys come together and apart, are taken out and come again when newer ones have come. The table is to be
    /// what a dictionary is into which their rows were put in order.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Random_histories_give_the_table_that_a_dictionary_has(int seed)
    {
        var random = new Random(20_261_121 + seed);
        await using var world = await World.StartAsync(Json);
        var files = new List<(string Name, List<Record> Records)>();
        var loads = new Dictionary<string, bool>();
        await LoadAsync([new Record(0, null, false, "0", [new Line(0, [0])])]);
        for (var step = 0; step < 30; step++)
        {
            switch (random.Next(6))
            {
                case 0 when loads.ContainsValue(true):
                    var name = Pick(loads.Where(load => load.Value).Select(load => load.Key));
                    await world.UnloadAsync(long.Parse(Assert.Single(await world.QueryAsync(
                        $"SELECT max(load_id) FROM weir.load_history WHERE file = '{name}'")), System.Globalization.CultureInfo.InvariantCulture));
                    loads[name] = false;
                    break;
                case 1 when loads.ContainsValue(false):
                    var again = Pick(loads.Where(load => !load.Value).Select(load => load.Key));
                    await world.ReloadAsync(isDryRun: false, again);
                    await world.WhenIdleAsync();
                    loads[again] = true;
                    break;
                default:
                    await LoadAsync([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => RandomRecord(random))], [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => RandomRecord(random))]);
                    break;
            }

            Assert.Equal(Expected(files.Where(file => loads[file.Name]).SelectMany(file => file.Records)), await world.QueryAsync(
                """
                SELECT id, v::VARCHAR, coalesce((SELECT string_agg(n || ':' || coalesce((
                    SELECT string_agg(value, '+' ORDER BY p._weir_list_idx) FROM t__lines__parts AS p WHERE p._weir_parent_id = l._weir_id), ''), ',' ORDER BY l._weir_list_idx)
                  FROM t__lines AS l WHERE l._weir_parent_id = t._weir_id), '')
                FROM t ORDER BY id
                """));
            Assert.Equal(["0|0"], await world.QueryAsync(
                """
                SELECT (SELECT count(*) FROM t__lines WHERE _weir_parent_id NOT IN (SELECT _weir_id FROM t)),
                  (SELECT count(*) FROM t__lines__parts WHERE _weir_parent_id NOT IN (SELECT _weir_id FROM t__lines))
                """));
        }

        string Pick(IEnumerable<string> names)
        {
            var all = names.Order(StringComparer.Ordinal).ToList();
            return all[random.Next(all.Count)];
        }

        async Task LoadAsync(params List<Record>[] together)
        {
            foreach (var records in together.Where(records => records.Count > 0))
            {
                var name = FormattableString.Invariant($"raw/{files.Count}.json");
                files.Add((name, records));
                loads[name] = true;
                await world.PutAsync(name, $"[{string.Join(",\n", records.Select(record => record.ToJson()))}]");
            }

            await world.WhenIdleAsync();
        }
    }

    private static IEnumerable<string> Expected(IEnumerable<Record> inOrder)
    {
        var newest = new SortedDictionary<int, Record>();
        foreach (var record in inOrder)
        {
            if (!newest.TryGetValue(record.Id, out var other) || (record.At ?? 0) >= (other.At ?? 0))
            {
                newest[record.Id] = record;
            }
        }

        return newest.Values.Where(record => !record.Gone).Select(record => FormattableString.Invariant(
            $"{record.Id}|{record.V}|{string.Join(',', record.Lines.Select(line => FormattableString.Invariant($"{line.N}:{string.Join('+', line.Parts)}")))}"));
    }

    private static Record RandomRecord(Random random) => new(
        random.Next(4),
        random.Next(3) == 0 ? null : random.Next(1, 5),
        random.Next(5) == 0,
        random.Next(20) == 0 ? "text" : FormattableString.Invariant($"{random.Next(100)}"),
        [.. Enumerable.Range(0, random.Next(3)).Select(_ => new Line(random.Next(100), [.. Enumerable.Range(0, random.Next(3)).Select(_ => random.Next(100))]))]);

    private static IEnumerable<string> Told(IReadOnlyList<RowDiff> diffs) =>
        diffs.Select(diff => FormattableString.Invariant($"{diff.Table} {diff.Added} {diff.Changed} {diff.Removed}"));

    private static Task PutAsync(World world, string name, string content) => PutAsync(world, name, Encoding.UTF8.GetBytes(content));

    private static async Task PutAsync(World world, string name, byte[] content)
    {
        await world.PutAsync((name, content));
        await world.WhenIdleAsync();
    }

    private static async Task<byte[]> ParquetAsync(World world, string select)
    {
        var file = Path.Combine(world.Folder, "made.parquet");
        world.Execute($"COPY ({select}) TO '{file}' (FORMAT parquet)");
        return await File.ReadAllBytesAsync(file);
    }

    private sealed record Line(int N, List<int> Parts)
    {
        public string ToJson() => FormattableString.Invariant($$"""{"n":{{N}},"parts":[{{string.Join(',', Parts)}}]}""");
    }

    private sealed record Record(int Id, int? At, bool Gone, string V, List<Line> Lines)
    {
        public string ToJson() => FormattableString.Invariant(
            $$"""{"id":{{Id}},"at":{{(At is null ? "null" : FormattableString.Invariant($"\"2026-01-0{At}\""))}},"gone":{{(Gone ? "true" : "false")}},"v":{{(V == "text" ? "\"text\"" : V)}},"lines":[{{string.Join(',', Lines.Select(line => line.ToJson()))}}]}""");
    }
}

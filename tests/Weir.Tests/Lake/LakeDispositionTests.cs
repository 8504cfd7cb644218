using Weir.Tests.Flow;

using static Weir.Tests.Lake.LakeProject;

namespace Weir.Tests.Lake;

public sealed class LakeDispositionTests
{
    private const string Columns = "{ id: { type: bigint }, at: { type: timestamp }, region: { type: varchar }, gone: { type: boolean } }";

    [Fact]
    public async Task Replace_leaves_the_rows_of_the_newest_file()
    {
        await using var world = await World.StartAsync(Yaml(more: "write_disposition: replace"));
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"},{"id":2,"at":"2026-02-01"}]""");
        await PutAsync(world, "raw/a.json", """[{"id":3,"at":"2026-02-01"}]""");

        Assert.Equal(["3"], await world.QueryAsync("SELECT id FROM orders"));
        Assert.Equal(["year=2026/month=2: 1"], ShownFiles(world));
        await PutAsync(world, "raw/a.json", "[]");
        Assert.Empty(await world.QueryAsync("SELECT id FROM orders"));
        Assert.Empty(ShownFiles(world));
        await PutAsync(world, "raw/a.json", """[{"id":"x"}]""");
        await PutAsync(world, "raw/a.json", """[{"id":4,"at":"2026-04-01"}]""");
        Assert.Equal(["4"], await world.QueryAsync("SELECT id FROM orders"));
        Assert.Equal(["4"], await ReadShownAsync(world, "id"));
    }

    [Fact]
    public async Task Merge_rewrites_only_files_that_have_rows_of_its_keys()
    {
        await using var world = await World.StartAsync(Yaml(
            columns: Columns, more: "write_disposition: merge\n    primary_key: [id]\n    dedup_sort: [at]\n    hard_delete: gone"));
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"},{"id":2,"at":"2026-02-01"},{"id":3,"at":"2026-03-01"}]""");
        var before = Files(Shown(world));
        await PutAsync(world, "raw/b.json", """
            [{"id":2,"at":"2026-02-02","region":"new"},{"id":1,"at":"2025-12-01","region":"late"},{"id":4,"at":"2026-04-01"},{"id":4,"at":"2026-05-01"}]
            """);

        Assert.Equal(["1|", "2|new", "3|", "4|"], await world.QueryAsync("SELECT id, region FROM orders ORDER BY id"));
        Assert.Equal(["year=2026/month=1: 1", "year=2026/month=2: 1", "year=2026/month=3: 1", "year=2026/month=5: 1"], ShownFiles(world));
        Assert.Equal(2, Files(Shown(world)).Intersect(before).Count());

        // A row that moves to another partition leaves the one that it was in.
        await PutAsync(world, "raw/c.json", """[{"id":3,"at":"2026-06-01"},{"id":1,"at":"2026-06-01","gone":true}]""");
        await PutAsync(world, "raw/d.json", """[{"id":1,"at":"2026-05-30","region":"older than its removal"}]""");

        Assert.Equal(["2|new", "3|", "4|"], await world.QueryAsync("SELECT id, region FROM orders ORDER BY id"));
        Assert.Equal(["2", "3", "4"], (await ReadShownAsync(world, "id")).Order());
        Assert.Equal(["year=2026/month=2: 1", "year=2026/month=5: 1", "year=2026/month=6: 1"], ShownFiles(world));
    }

    [Fact]
    public async Task A_merge_that_is_unloaded_gives_back_what_it_replaced()
    {
        await using var world = await World.StartAsync(Yaml(columns: Columns, more: "write_disposition: merge\n    primary_key: [id]\n    hard_delete: gone"));
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01","region":"old"},{"id":2,"at":"2026-02-01"},{"id":3,"at":"2026-03-01"}]""");
        await PutAsync(world, "raw/b.json", """[{"id":1,"at":"2026-05-01","region":"new"},{"id":2,"gone":true},{"id":4,"at":"2026-03-01"}]""");

        Assert.Equal(2, await world.UnloadAsync(2));

        Assert.Equal(["1|old|1", "2||1", "3||1"], await world.QueryAsync("SELECT id, region, _weir_load_id FROM orders ORDER BY id"));
        Assert.Equal(["1", "2", "3"], (await ReadShownAsync(world, "id")).Order());
    }

    [Fact]
    public async Task Random_merges_give_the_table_that_the_warehouse_itself_has()
    {
        var random = new Random(20_261_121);
        const string Merge = "write_disposition: merge\n    primary_key: [id, region]\n    dedup_sort: [at]\n    hard_delete: gone";
        var plain = Yaml(columns: Columns, more: Merge).Split("tables:")[1].Replace("  orders:", "  plain:", StringComparison.Ordinal);
        await using var world = await World.StartAsync(
            Yaml("[region, month(at)]", columns: Columns, more: Merge)
            + string.Join('\n', plain.Split('\n').Where(line => !line.Contains("storage:", StringComparison.Ordinal))));
        for (var file = 0; file < 25; file++)
        {
            var rows = Enumerable.Range(0, random.Next(1, 12)).Select(_ =>
                $$"""{"id":{{random.Next(6)}},"region":"{{"EU/US=X".Split('/')[random.Next(2)]}}","at":"2026-0{{random.Next(1, 5)}}-01","gone":{{(random.Next(5) == 0 ? "true" : "false")}}}""");
            await world.PutAsync($"raw/{file % 20}.json", $"[{string.Join(',', rows)}]");
            if (random.Next(3) == 0)
            {
                await world.WhenIdleAsync();
            }
        }

        await world.WhenIdleAsync();
        var expected = await world.QueryAsync("SELECT id, region, \"at\" FROM plain ORDER BY ALL");
        Assert.NotEmpty(expected);
        Assert.Equal(expected, await world.QueryAsync("SELECT id, region, \"at\" FROM orders ORDER BY ALL"));
        Assert.Equal(expected.Select(r => r.Split('|')[0]).Order(), (await ReadShownAsync(world, "id")).Order());
    }

    [Fact]
    public async Task New_columns_have_no_value_in_files_from_before()
    {
        await using var world = await World.StartAsync(Inferred("[kind]"));
        await PutAsync(world, "raw/a.csv", "id,kind\n1,x\n");
        var first = Files(Shown(world));
        await PutAsync(world, "raw/b.csv", "id,kind,note\n2,x,hello\n");

        Assert.Equal(["1|x|", "2|x|hello"], await world.QueryAsync("SELECT id, kind, note FROM orders ORDER BY id"));
        Assert.Equal(["1|x|", "2|x|hello"], (await ReadShownAsync(world, "id, kind, note")).Order());
        Assert.Subset(Files(Shown(world)).ToHashSet(), first.ToHashSet());
        Assert.Equal(
            ["TABLE_CREATED", "COLUMN_ADDED", "COLUMN_ADDED", "COLUMN_ADDED"], await world.QueryAsync("SELECT change FROM weir.schema_history ORDER BY load_id, change DESC"));
        await PutAsync(world, "raw/c.csv", "id,kind\n3,y\n");
        Assert.Equal(["3|y|"], await world.QueryAsync("SELECT id, kind, note FROM orders WHERE kind = 'y'"));
    }

    [Fact]
    public async Task A_wider_type_is_that_of_all_files()
    {
        await using var world = await World.StartAsync(Inferred("[kind]"));
        await PutAsync(world, "raw/a.csv", "id,kind\n1,7\n");
        await PutAsync(world, "raw/b.csv", "id,kind\n2.5,seven\n");

        Assert.Equal(["1|7", "2.5|seven"], await world.QueryAsync("SELECT id, kind FROM orders ORDER BY id"));
        Assert.Equal(["DOUBLE"], await world.QueryAsync(
            $"SELECT DISTINCT column_type FROM (DESCRIBE SELECT id FROM read_parquet('{Shown(world)}/kind=7/*.parquet'))"));
        Assert.Equal(["kind=7: 1", "kind=seven: 1"], ShownFiles(world));
    }

    [Fact]
    public async Task A_renamed_column_has_its_new_name_in_all_files()
    {
        var folder = Directory.CreateTempSubdirectory("weir-lake-").FullName;
        try
        {
            await using (var world = await World.StartAsync(Yaml("[region]"), folder))
            {
                await PutAsync(world, "raw/a.json", """[{"id":1,"region":"EU"}]""");
            }

            const string Renamed = "{ number: { type: bigint, renamed_from: id, path: '@.id' }, at: { type: timestamp }, area: { type: varchar, renamed_from: region } }";
            await using (var world = await World.StartAsync(Yaml("[area]", columns: Renamed), folder))
            {
                await PutAsync(world, "raw/b.json", """[{"id":2,"area":"US"}]""");

                Assert.Equal(["1|EU", "2|US"], await world.QueryAsync("SELECT number, area FROM orders ORDER BY number"));
                Assert.Equal(["1|EU", "2|US"], (await ReadShownAsync(world, "number, area")).Order());
                Assert.Equal(["area=EU: 1", "area=US: 1"], ShownFiles(world));
            }

            await using (var world = await World.StartAsync(Yaml("[year(at), area]", columns: Renamed), folder))
            {
                await PutAsync(world, "raw/c.json", """[{"id":3,"area":"US","at":"2026-01-01"}]""");

                Assert.Equal(
                    ["year=2026/area=US: 1", "year=__HIVE_DEFAULT_PARTITION__/area=EU: 1", "year=__HIVE_DEFAULT_PARTITION__/area=US: 1"], ShownFiles(world));
                Assert.Equal(["1|EU", "2|US", "3|US"], await world.QueryAsync("SELECT number, area FROM orders ORDER BY number"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Every_type_comes_back_as_it_was()
    {
        const string Every =
            "{ id: { type: bigint }, h: { type: hugeint }, j: { type: json }, d: { type: 'decimal(38,10)' }, t: { type: time }, u: { type: uuid }, "
            + "tz: { type: timestamptz }, r: { type: real }, b: { type: boolean }, s: { type: smallint }, day: { type: date } }";
        await using var world = await World.StartAsync(Yaml("[b, s, day]", columns: Every));
        await PutAsync(world, "raw/a.json", """
            [{"id":1,"h":99999999999999999999999999999999999999,"j":{"a":[1]},"d":"1234567890123456789012345678.0123456789","t":"12:34:56.789",
              "u":"5c6f1c3e-64b5-4a5b-9f3a-0123456789ab","tz":"2026-01-01T00:00:00+02:00","r":1.5,"b":true,"s":-3,"day":"0001-01-01"}]
            """);

        Assert.Equal(
            ["99999999999999999999999999999999999999|[1]|1234567890123456789012345678.0123456789|12:34:56.789|5c6f1c3e-64b5-4a5b-9f3a-0123456789ab|2025-12-31 22:00:00+00|1.5|true|-3|0001-01-01"],
            await world.QueryAsync(
                """
                SELECT h::VARCHAR, j.a, d::VARCHAR, t::VARCHAR, u::VARCHAR, strftime(timezone('UTC', tz), '%Y-%m-%d %H:%M:%S+00'), r::VARCHAR,
                  b::VARCHAR, s::VARCHAR, day::VARCHAR FROM orders
                """));
    }

    private static string Inferred(string partitionBy) =>
        $$"""
        project: lake
        buckets: { raw: {}, lake: {} }
        tables:
          orders:
            source: raw/**.csv
            storage: { parquet: lake/orders, partition_by: {{partitionBy}} }
        """;
}

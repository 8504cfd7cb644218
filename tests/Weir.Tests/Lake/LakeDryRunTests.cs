using Weir.Engine.Warehouses;
using Weir.Tests.Flow;

using static Weir.Tests.Lake.LakeProject;

namespace Weir.Tests.Lake;

/// <summary>What loading into files, or unloading from them, would change is said without a file being written.</summary>
public sealed class LakeDryRunTests
{
    private const string Columns = "{ id: { type: bigint }, at: { type: timestamp }, region: { type: varchar }, gone: { type: boolean } }";

    [Fact]
    public async Task A_first_load_that_is_only_tried_leaves_nothing()
    {
        await using var world = await World.StartAsync(Yaml().Replace("source: raw/**.json", "source: raw/orders/**.json", StringComparison.Ordinal));
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"},{"id":2,"at":"2026-02-01"},{"id":"x"}]""");

        var preview = await world.PreviewAsync("orders", "raw/a.json");

        Assert.Equal(["orders 2 0 0: added {\"id\":1,\"at\":\"2026-01-01 00:00:00\",\"region\":null}, added {\"id\":2,\"at\":\"2026-02-01 00:00:00\",\"region\":null}"], Told(preview.Diffs));
        Assert.Equal(1, preview.Records[0].RowsQuarantined);
        Assert.Equal(["0|0|0"], await world.QueryAsync(
            "SELECT (SELECT count(*) FROM weir.parquet_tables), (SELECT count(*) FROM duckdb_views() WHERE view_name = 'orders'), (SELECT count(*) FROM weir.load_history)"));
        Assert.Empty(KeptFiles(world));
    }

    [Fact]
    public async Task A_file_that_replaces_the_table_is_compared_with_all_of_it()
    {
        await using var world = await World.StartAsync(Yaml(more: "write_disposition: replace"));
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"},{"id":2,"at":"2026-02-01"}]""");
        await PutAsync(world, "raw/b.json", """[{"id":2,"at":"2026-02-01"},{"id":3,"at":"2026-02-01"}]""");
        var before = KeptFiles(world);

        var undone = await world.UnloadAsync(2, isDryRun: true);

        Assert.Equal(
            ["orders 1 0 1: added {\"id\":1,\"at\":\"2026-01-01 00:00:00\",\"region\":null}, removed {\"id\":3,\"at\":\"2026-02-01 00:00:00\",\"region\":null}"],
            Told(undone.Diffs));
        Assert.Empty(KeptFiles(world).Except(before));
        Assert.Equal(2, await world.UnloadAsync(2));
        Assert.Equal(["1", "2"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));
        Assert.Equal(["1", "2"], (await ReadShownAsync(world, "id")).Order());
    }

    [Fact]
    public async Task A_file_that_replaces_partitions_is_compared_with_those()
    {
        await using var world = await World.StartAsync(
            Yaml("[region]", "write_disposition: replace").Replace("] }\n", "], replace: partitions }\n", StringComparison.Ordinal));
        await PutAsync(world, "raw/a.json", """[{"id":1,"region":"late"},{"id":2,"region":"new"},{"id":3}]""");
        await world.UnloadAsync(1);
        await PutAsync(world, "raw/b.json", """[{"id":4,"region":"late"},{"id":5,"region":"other"}]""");

        var preview = await world.PreviewAsync("orders", "raw/a.json");
        Assert.Equal(["orders 2 0 0: added {\"id\":2,\"at\":null,\"region\":\"new\"}, added {\"id\":3,\"at\":null,\"region\":null}"], Told(preview.Diffs));

        await PutAsync(world, "raw/c.json", """[{"id":6,"region":"late"},{"id":4,"region":"late"}]""");
        var undone = await world.PreviewAsync("orders", "raw/c.json", "raw/b.json");
        Assert.All(undone.Diffs, diff => Assert.Equal(0, diff.Added + diff.Changed + diff.Removed));
    }

    [Fact]
    public async Task A_merge_is_compared_by_key()
    {
        await using var world = await World.StartAsync(Yaml(
            columns: Columns, more: "write_disposition: merge\n    primary_key: [id]\n    dedup_sort: [at]\n    hard_delete: gone"));
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01","region":"a"},{"id":2,"at":"2026-02-01"},{"id":3,"at":"2026-03-01"}]""");
        await PutAsync(world, "raw/b.json", """
            [{"id":1,"at":"2026-04-01","region":"b"},{"id":2,"at":"2026-04-01","gone":true},{"id":3,"at":"2026-01-01","region":"older"},{"id":4,"at":"2026-04-01"}]
            """);
        var (rows, files) = (await world.QueryAsync("SELECT id, region FROM orders ORDER BY id"), KeptFiles(world));

        var undone = await world.UnloadAsync(2, isDryRun: true);
        Assert.Equal(["orders 1 1 1: added {\"id\":2}, changed {\"id\":1}, removed {\"id\":4}"], Told(undone.Diffs));
        Assert.Empty(KeptFiles(world).Except(files));
        Assert.Equal(2, await world.UnloadAsync(2));

        var again = await world.PreviewAsync("orders", "raw/b.json");
        Assert.Equal(["orders 1 1 1: added {\"id\":4}, changed {\"id\":1}, removed {\"id\":2}"], Told(again.Diffs));
        await world.ReloadAsync(isDryRun: false, "raw/b.json");
        await world.WhenIdleAsync();
        Assert.Equal(rows, await world.QueryAsync("SELECT id, region FROM orders ORDER BY id"));
    }

    [Fact]
    public async Task Other_columns_and_other_partitions_are_only_tried()
    {
        var folder = Directory.CreateTempSubdirectory("weir-lake-").FullName;
        try
        {
            await using (var world = await World.StartAsync(Yaml("[region]"), folder))
            {
                await PutAsync(world, "raw/a.json", """[{"id":1,"region":"a"}]""");
            }

            const string Wider = "{ id: { type: varchar }, at: { type: timestamp }, area: { type: varchar, renamed_from: region, path: '@.region' }, more: { type: double } }";
            await using (var world = await World.StartAsync(Yaml("[month(at), area]", "write_disposition: replace", Wider), folder))
            {
                var files = KeptFiles(world);
                var preview = await world.PreviewAsync("orders", "raw/a.json");

                Assert.All(preview.Diffs, diff => Assert.Equal(0, diff.Added + diff.Changed + diff.Removed));
                Assert.Empty(KeptFiles(world).Except(files));
                Assert.Equal(["1|a"], await world.QueryAsync("SELECT id, region FROM orders"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task An_added_load_that_would_go_is_compared_as_a_whole()
    {
        await using var world = await World.StartAsync(Yaml());
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"}]""");
        await PutAsync(world, "raw/b.json", """[{"id":2,"at":"2026-01-01"}]""");

        var undone = await world.UnloadAsync(2, isDryRun: true);

        Assert.Equal(["orders 0 0 1: removed {\"id\":2,\"at\":\"2026-01-01 00:00:00\",\"region\":null}"], Told(undone.Diffs));
        Assert.Equal(["1", "2"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));
    }

    private static IEnumerable<string> Told(IReadOnlyList<RowDiff> diffs) => diffs.Select(diff =>
        FormattableString.Invariant($"{diff.Table} {diff.Added} {diff.Changed} {diff.Removed}: {string.Join(", ", diff.Samples.Select(row => $"{row.Change} {row.Row}"))}"));
}

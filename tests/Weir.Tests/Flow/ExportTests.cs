using System.Text;

using Weir.Buckets;
using Weir.Engine.Outbox;
using Weir.Events;
using Weir.Exports;
using Weir.Failures;
using Weir.Tables;

namespace Weir.Tests.Flow;

/// <summary>Rows that leave the warehouse as objects.</summary>
public sealed class ExportTests
{
    private const string Yaml =
        """
        project: shop
        buckets:
          raw: {}
          out: {}
          open: { path: ./open }
        pipelines:
          nightly:
            triggers: [{ object_created: raw/*.done }]
            steps:
              - export: { query: SELECT region AS "the region" FROM orders WHERE id > 1 ORDER BY id DESC, to: "out/nightly/{{event.stem}}.csv" }
        tables:
          orders:
            source: raw/orders/*.json
            columns:
              id: { type: integer }
              region: { type: varchar }
              at: { type: timestamptz }
          again:
            source: out/orders/**.parquet
            write_disposition: append
            columns:
              id: { type: integer }
        """;

    private static readonly ExportDefinition Orders = new() { Table = "orders" };

    [Fact]
    public async Task One_file_has_the_rows_of_the_table_in_the_format_of_its_ending()
    {
        await using var world = await LoadedAsync();

        var export = await world.ExportAsync(Orders, "out/orders.csv");
        await world.ExportAsync(Orders, "out/orders.csv.gz");
        await world.ExportAsync(Orders, "out/orders.tsv");
        await world.ExportAsync(Orders with { Query = "SELECT id, region FROM orders WHERE id = 1 -- one", Table = null }, "out/one.json");
        await world.ExportAsync(Orders with { Query = "SELECT id FROM orders ORDER BY id", Table = null }, "out/ids.ndjson");
        await world.ExportAsync(Orders with { Format = FileFormat.Csv, Query = "SELECT 1 AS a", Table = null }, "out/plain");

        Assert.Equal((3L, 1, 0), (export.Rows, export.Objects.Count, export.Replaced));
        Assert.Equal(
            ["1,EU,2026-01-01 10:00:00+00", "2,\"U,S\",", "3,,", "id,region,at"],
            (await ReadAsync(world, "out/orders.csv")).TrimEnd().Split('\n').Order(StringComparer.Ordinal));
        Assert.StartsWith("id\tregion\tat\n", await ReadAsync(world, "out/orders.tsv"), StringComparison.Ordinal);
        Assert.Equal("[{\"id\":1,\"region\":\"EU\"}]", (await ReadAsync(world, "out/one.json")).ReplaceLineEndings("").Replace("\t", "", StringComparison.Ordinal));
        Assert.Equal("{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n", await ReadAsync(world, "out/ids.ndjson"));
        Assert.Equal("a\n1\n", await ReadAsync(world, "out/plain"));
        Assert.Equal(["3"], await world.QueryAsync($"SELECT count(*) FROM read_csv('{await PathOfAsync(world, "out/orders.csv.gz")}', compression = 'gzip')"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(world.Environment.Folder, "incoming")));
    }

    [Fact]
    public async Task Files_parted_by_columns_land_at_once_with_events_and_take_the_place_of_what_was_there()
    {
        await using var world = await LoadedAsync();
        var parted = Orders with { PartitionBy = ["region"] };

        await world.ExportAsync(parted, "out/orders/");
        await world.WhenIdleAsync();
        Assert.Equal(["out/orders/region=EU/data_0.parquet", "out/orders/region=U%2CS/data_0.parquet", "out/orders/region=__HIVE_DEFAULT_PARTITION__/data_0.parquet"], await NamesAsync(world, "out", "orders/"));
        Assert.Equal(["1", "2", "3"], await world.QueryAsync("SELECT id FROM again ORDER BY id"));

        await RefusedAsync("WEIR6423", () => world.ExportAsync(parted, "out/orders/"));
        var export = await world.ExportAsync(parted with { Table = null, Query = "SELECT * FROM orders WHERE id = 1", Replace = true }, "out/orders/");

        Assert.Equal((1L, 1, 3), (export.Rows, export.Objects.Count, export.Replaced));
        Assert.Equal(["out/orders/region=EU/data_0.parquet"], await NamesAsync(world, "out", "orders/"));
        await world.ExportAsync(parted with { Table = null, Query = "SELECT * FROM orders WHERE id = 9", Replace = true }, "out/orders/");
        Assert.Empty(await NamesAsync(world, "out", "orders/"));
    }

    [Fact]
    public async Task In_an_ordinary_folder_what_is_replaced_goes_and_does_not_come_back()
    {
        await using var world = await LoadedAsync();
        var parted = Orders with { PartitionBy = ["region"], Format = FileFormat.Csv };
        await world.ExportAsync(parted, "open/orders/");

        await world.ExportAsync(parted with { Table = null, Query = "SELECT * FROM orders WHERE id = 1", Replace = true }, "open/orders/");
        await world.WhenIdleAsync();

        Assert.Equal(["open/orders/region=EU/data_0.csv"], await NamesAsync(world, "open", "orders/"));
        Assert.Equal(["data_0.csv"], Directory.EnumerateFiles(Path.Combine(world.Folder, "open", "orders"), "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)));
    }

    [Fact]
    public async Task A_step_exports_in_the_order_of_its_query()
    {
        await using var world = await LoadedAsync();

        await world.PutAsync("raw/x.done", "");
        await world.WhenIdleAsync();

        Assert.Equal("the region\n\"\"\n\"U,S\"\n", (await ReadAsync(world, "out/nightly/x.csv")).Replace("\n\n", "\n\"\"\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_export_that_landed_before_its_attempt_was_lost_is_not_made_again()
    {
        var yaml = Yaml.Replace(
            """query: SELECT region AS "the region" FROM orders WHERE id > 1 ORDER BY id DESC, to: "out/nightly/{{event.stem}}.csv" }""",
            "table: orders, to: \"out/orders/{{event.stem}}/\", partition_by: [region] }\n    retry: { max_attempts: 1 }",
            StringComparison.Ordinal);
        await using var world = await World.StartAsync(yaml, change: ports => ports with { Outbox = new LostOutbox(ports.Outbox) });
        await world.PutAsync("raw/orders/1.json", """[{"id":1,"region":"EU"},{"id":2,"region":"US"}]""");
        await world.WhenIdleAsync();

        await world.PutAsync("raw/x.done", "");
        await world.WhenIdleAsync();
        Assert.Single(await world.Environment.DeadLetters.ListAsync(10, default));
        await world.Environment.DeadLetters.RedriveAsync(null, default);
        await world.WhenIdleAsync();

        Assert.Empty(await world.Environment.DeadLetters.ListAsync(10, default));
        Assert.Equal(["1", "2"], await world.QueryAsync("SELECT id FROM again ORDER BY id"));
        Assert.Equal(2, (await world.Environment.Events.ListAsync(100, null, default)).Count(logged => logged.Event.Object?.Name.Bucket == "out"));
    }

    [Fact]
    public async Task An_export_is_of_one_moment_while_rows_are_loaded()
    {
        await using var world = await World.StartAsync(Yaml.Replace("nightly:", "never:", StringComparison.Ordinal));
        var loading = Task.Run(async () =>
        {
            for (var n = 0; n < 20; n++)
            {
                var rows = string.Join(',', Enumerable.Range(0, 100).Select(i => $$"""{"id":{{(n * 100) + i}},"region":"{{i % 3}}"}"""));
                await world.PutAsync($"raw/orders/{n}.json", $"[{rows}]");
            }

            await world.WhenIdleAsync();
        });
        await world.PutAsync("raw/orders/first.json", """[{"id":-1}]""");
        var counts = new List<long>();
        while (!loading.IsCompleted || counts.Count == 0)
        {
            try
            {
                var export = await world.ExportAsync(Orders with { PartitionBy = ["region"], Format = FileFormat.Csv, Replace = true }, "out/moving/");
                var lines = 0L;
                foreach (var file in export.Objects)
                {
                    lines += (await ReadAsync(world, file.Name.ToString())).Count(c => c == '\n') - 1;
                }

                Assert.Equal(export.Rows, lines);
                Assert.InRange(export.Rows % 100, 0, 1);
                counts.Add(export.Rows);
            }
            catch (RefusedException early) when (early.Failure.Code == "WEIR6012")
            {
                // Nothing has been loaded yet.
                await Task.Yield();
            }
        }

        await loading;
        Assert.Equal(2_001, (await world.ExportAsync(Orders, "out/all.csv")).Rows);
        Assert.Equal(counts.Order(), counts);
    }

    [Theory]
    [InlineData("SELECT 1; SELECT 2", "out/x.csv", "WEIR6421")]
    [InlineData("DROP TABLE orders", "out/x.csv", "WEIR6421")]
    [InlineData("SELECT 1) TO '/tmp/weir-escaped.csv' (FORMAT csv) --", "out/x.csv", "WEIR6421")]
    [InlineData("SELECT nowhere FROM orders", "out/x.csv", "WEIR6421")]
    [InlineData("SELECT 1", "out/x", "WEIR6422")]
    [InlineData("SELECT 1", "out/datasets/LATEST/x.csv", "WEIR6401")]
    [InlineData("SELECT 1", "nowhere/x.csv", "WEIR3002")]
    public async Task What_cannot_be_exported_is_refused_and_nothing_lands(string query, string to, string code)
    {
        await using var world = await LoadedAsync();

        await RefusedAsync(code, () => world.ExportAsync(new ExportDefinition { Query = query }, to));

        Assert.Empty(await NamesAsync(world, "out", ""));
        Assert.False(File.Exists("/tmp/weir-escaped.csv"));
        Assert.Equal(["3"], await world.QueryAsync("SELECT count(*) FROM orders"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(world.Environment.Folder, "incoming")));
    }

    [Fact]
    public async Task Parting_needs_a_prefix_columns_that_are_there_and_some_that_are_left()
    {
        await using var world = await LoadedAsync();

        await RefusedAsync("WEIR6425", () => world.ExportAsync(Orders with { PartitionBy = ["region"] }, "out/x.csv"));
        await RefusedAsync("WEIR6425", () => world.ExportAsync(Orders with { PartitionBy = ["region"], Replace = true }, "out/"));
        await RefusedAsync("WEIR6424", () => world.ExportAsync(Orders with { PartitionBy = ["regoin"] }, "out/x/"));
        await RefusedAsync("WEIR6424", () => world.ExportAsync(Orders with { PartitionBy = ["id", "region", "AT"] }, "out/x/"));
        await RefusedAsync("WEIR6422", () => world.ExportAsync(Orders with { PartitionBy = ["region"], Format = FileFormat.Json }, "out/x/"));
        await RefusedAsync("WEIR6012", () => world.ExportAsync(Orders with { Table = "again" }, "out/x.csv"));
        await RefusedAsync("WEIR6422", () => world.ExportAsync(Orders with { Format = FileFormat.Json }, "out/x.csv"));
    }

    private static async Task<World> LoadedAsync()
    {
        var world = await World.StartAsync(Yaml);
        await world.PutAsync(
            "raw/orders/1.json", """[{"id":1,"region":"EU","at":"2026-01-01T12:00:00+02:00"},{"id":2,"region":"U,S"},{"id":3}]""");
        await world.WhenIdleAsync();
        return world;
    }

    private static async Task RefusedAsync(string code, Func<Task> export) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RefusedException>(export)).Failure.Code);

    private static async Task<IReadOnlyList<string>> NamesAsync(World world, string bucket, string prefix) =>
        [.. (await world.Environment.Objects.ListAsync(bucket, prefix, null, 100, default)).Select(found => found.Name.ToString())];

    private static async Task<string> PathOfAsync(World world, string name) => world.Environment.PathOf(await FindAsync(world, name));

    private static async Task<StoredObject> FindAsync(World world, string name) =>
        (await world.Environment.Objects.FindAsync(new ObjectName(name.Split('/')[0], name.Split('/', 2)[1]), default))!;

    private static async Task<string> ReadAsync(World world, string name)
    {
        using var reader = new StreamReader(world.Environment.Objects.OpenRead(await FindAsync(world, name)), Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Fails after the first post, which is durable: as if the process had died right after it.</summary>
    private sealed class LostOutbox(IOutbox outbox) : IOutbox
    {
        private bool _isLost;

        public Task PostAsync(IReadOnlyList<Event> events, CancellationToken cancellationToken) => outbox.PostAsync(events, cancellationToken);

        public async Task PostAsync(IReadOnlyList<Event> events, IReadOnlyList<StoredObject> replaced, CancellationToken cancellationToken)
        {
            await outbox.PostAsync(events, replaced, cancellationToken);
            if (!_isLost)
            {
                _isLost = true;
                throw new InvalidOperationException("It is lost.");
            }
        }

        public Task<bool> HoldsAsync(EventId id, CancellationToken cancellationToken) => outbox.HoldsAsync(id, cancellationToken);

        public Task<IReadOnlyList<Event>> TakeAsync(int limit, CancellationToken cancellationToken) => outbox.TakeAsync(limit, cancellationToken);

        public Task RemoveAsync(IReadOnlyList<Event> events, CancellationToken cancellationToken) => outbox.RemoveAsync(events, cancellationToken);

        public Task WaitAsync(CancellationToken cancellationToken) => outbox.WaitAsync(cancellationToken);
    }
}

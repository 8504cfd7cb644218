namespace Weir.Tests.Flow;

/// <summary>S1: a file put in a raw bucket is copied to a curated one, and its JSON becomes rows (S1.4, S1.16, S1.29 to S1.32).</summary>
public sealed class RawToCuratedTests
{
    private const string Yaml =
        """
        project: orders
        buckets:
          raw: {}
          curated: {}
        pipelines:
          curate:
            triggers:
              - object_created: raw/orders/**.json
            steps:
              - copy:
                  from: "{{event.bucket}}/{{event.key}}"
                  to: "curated/{{event.key}}"
        tables:
          order_lines:
            source: curated/orders/**.json
            rows: $.lines[*]
            columns:
              order_id: { type: bigint, path: $.id, nullable: false }
              sku:      { type: varchar }
              quantity: { type: integer }
        """;

    [Fact]
    public async Task A_file_becomes_rows_with_a_history()
    {
        await using var world = await World.StartAsync(Yaml);

        await world.PutAsync("raw/orders/2026/1.json", """{"id":7,"lines":[{"sku":"a","quantity":2},{"sku":"b","quantity":1}]}""");
        await world.WhenIdleAsync();

        Assert.Equal(["7|a|2", "7|b|1"], await world.QueryAsync("SELECT order_id, sku, quantity FROM order_lines ORDER BY sku"));
        Assert.Equal(
            ["order_lines|curated/orders/2026/1.json|LOADED|2|2|0|run_"],
            await world.QueryAsync(
                "SELECT table_name, file, status, rows_parsed, rows_loaded, rows_quarantined, run_id[1:4] "
                + "FROM weir.load_history JOIN (SELECT DISTINCT _weir_load_id FROM order_lines) ON load_id = _weir_load_id"));
    }

    [Fact]
    public async Task Pipelines_that_trigger_one_another_unforeseen_are_ended_after_a_hundred_runs()
    {
        await using var world = await World.StartAsync(
            """
            project: circle
            buckets:
              raw: {}
              curated: {}
            pipelines:
              there: { triggers: [object_created: "raw/x*"], steps: [copy: { from: "raw/{{event.key}}", to: curated/ }] }
              back: { triggers: [object_created: "curated/*x"], steps: [copy: { from: "curated/{{event.key}}", to: raw/ }] }
            tables:
              t: { source: raw/*, format: json }
            """);

        await world.PutAsync("raw/xx", """{"id":1}""");
        await world.WhenIdleAsync();

        var (delivery, failure, givenUp) = Assert.Single(world.Recorder.Failed);
        Assert.Equal((101, "WEIR4014", "there", true), (world.Recorder.Runs, failure.Code, delivery.Subscriber.Name, givenUp));
        Assert.Equal(["1"], await world.QueryAsync("SELECT id FROM t"));
    }

    [Fact]
    public async Task A_row_that_does_not_fit_is_kept_with_the_reason_and_the_others_load()
    {
        await using var world = await World.StartAsync(Yaml);

        await world.PutAsync(
            ("raw/orders/1.json", """{"id":1,"lines":[{"sku":"a","quantity":2},{"sku":"b","quantity":"many"}]}"""u8.ToArray()),
            ("raw/orders/2.json", """{"lines":[{"sku":"a","quantity":2}]}"""u8.ToArray()),
            ("raw/orders/3.json", "{\"id\":3,"u8.ToArray()));
        await world.WhenIdleAsync();

        Assert.Equal(["1|a|2"], await world.QueryAsync("SELECT order_id, sku, quantity FROM order_lines"));
        Assert.Equal(
            ["1.json|PARTIALLY_LOADED", "2.json|LOAD_FAILED", "3.json|LOAD_FAILED"],
            await world.QueryAsync("SELECT file[16:], status FROM weir.load_history ORDER BY file"));
        Assert.Equal(
            ["1.json|quantity|{\"sku\":\"b\",\"quantity\":\"many\"}", "2.json|order_id|{\"sku\":\"a\",\"quantity\":2}", "3.json||{\"id\":3,"],
            await world.QueryAsync("SELECT file[16:], column_name, raw FROM weir.quarantine ORDER BY file"));
    }

    [Fact]
    public async Task The_same_content_again_loads_nothing_and_new_content_is_added()
    {
        await using var world = await World.StartAsync(Yaml);
        const string First = """{"id":1,"lines":[{"sku":"a","quantity":1}]}""";
        await world.PutAsync("raw/orders/1.json", First);
        await world.PutAsync("raw/orders/1.json", First);
        await world.WhenIdleAsync();
        await world.PutAsync("raw/orders/1.json", First);
        await world.PutAsync("raw/orders/1.json", First.Replace('a', 'z'));
        await world.WhenIdleAsync();

        Assert.Equal(["1|a", "1|z"], await world.QueryAsync("SELECT order_id, sku FROM order_lines ORDER BY sku"));
    }

    [Fact]
    public async Task Thousands_of_files_load_once_each_over_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("weir-world-").FullName;
        for (var part = 0; part < 2; part++)
        {
            await using var world = await World.StartAsync(Yaml, folder);
            for (var batch = 0; batch < 4; batch++)
            {
                await world.PutAsync([.. Enumerable.Range(0, 500).Select(n => (
                    $"raw/orders/{part}/{batch}/{n}.json",
                    System.Text.Encoding.UTF8.GetBytes($$"""{"id":{{n}},"lines":[{"sku":"{{batch}}","quantity":{{part}}}]}""")))]);
            }

            if (part == 1)
            {
                await world.WhenIdleAsync();
                Assert.Equal(["4000|4000"], await world.QueryAsync("SELECT count(*), count(DISTINCT _weir_load_id) FROM order_lines"));
            }
        }

        Directory.Delete(folder, recursive: true);
    }
}

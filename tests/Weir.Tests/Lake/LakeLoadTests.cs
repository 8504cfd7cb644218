using Weir.Tests.Flow;

using static Weir.Tests.Lake.LakeProject;

namespace Weir.Tests.Lake;

public sealed class LakeLoadTests
{
    [Fact]
    public async Task Rows_are_in_the_folders_of_their_partitions_and_in_the_table()
    {
        await using var world = await World.StartAsync(Yaml());
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-31T23:59:59"},{"id":2,"at":"2026-02-01T00:00:00"},{"id":3}]""");
        await PutAsync(world, "raw/b.json", """[{"id":4,"at":"2026-02-03T00:00:00"}]""");

        Assert.Equal(
            ["year=2026/month=1: 1", "year=2026/month=2: 2", "year=__HIVE_DEFAULT_PARTITION__/month=__HIVE_DEFAULT_PARTITION__: 1"],
            ShownFiles(world));
        Assert.Equal(["1|1", "2|1", "3|1", "4|2"], await world.QueryAsync("SELECT id, _weir_load_id FROM orders ORDER BY id"));
        Assert.Equal(
            ["1|2026|1", "2|2026|2", "3||", "4|2026|2"],
            (await ReadShownAsync(world, "id, year, month")).Order());
        Assert.Equal(["LOADED", "LOADED"], await world.QueryAsync("SELECT status FROM weir.load_history"));
        Assert.Equal(
            ["year=2026/month=1|1", "year=2026/month=2|2", "year=__HIVE_DEFAULT_PARTITION__/month=__HIVE_DEFAULT_PARTITION__|1"],
            await world.QueryAsync("SELECT partition, sum(rows)::BIGINT FROM weir.parquet_files GROUP BY ALL ORDER BY ALL"));
    }

    [Fact]
    public async Task Values_in_paths_come_back_as_they_were()
    {
        string[] values = ["plain", "a/b=c%d", "ü x", "", "1%2F2", "back\\slash", "q'u\"ote", "{[^]}", "..", "CON"];
        await using var world = await World.StartAsync(Yaml("[region]"));
        await PutAsync(world, "raw/a.json", System.Text.Json.JsonSerializer.Serialize(values.Append(null).Select((v, i) => new { id = i, region = v })));

        var expected = values.Select((v, i) => $"{i}|{v}").Append($"{values.Length}|");
        Assert.Equal(expected, await world.QueryAsync("SELECT id, region FROM orders ORDER BY id"));
        Assert.Equal(expected, await world.QueryAsync(
            $"SELECT id, region FROM read_parquet('{Shown(world)}/**/*.parquet', hive_partitioning = true, hive_types = {{'region': VARCHAR}}) ORDER BY id"));
        Assert.Equal([$"{values.Length}"], await world.QueryAsync("SELECT id FROM orders WHERE region IS NULL"));
        Assert.Contains("region=a%2Fb%3Dc%25d: 1", ShownFiles(world));
        Assert.Contains("region=ü x: 1", ShownFiles(world));
    }

    [Fact]
    public async Task A_value_that_means_no_value_in_a_path_is_refused()
    {
        await using var world = await World.StartAsync(Yaml("[region]", more: "retry: { max_attempts: 1 }"));
        await PutAsync(world, "raw/a.json", """[{"id":1,"region":"__HIVE_DEFAULT_PARTITION__"},{"id":2}]""");

        Assert.Equal(["WEIR6303"], (await world.Environment.DeadLetters.ListAsync(10, default)).Select(letter => letter.Failure.Code));
        Assert.Empty(ShownFiles(world));
        Assert.Empty(KeptFiles(world));
    }

    [Fact]
    public async Task Dates_are_those_of_the_time_zone_that_the_partition_names()
    {
        const string Columns = "{ id: { type: bigint }, at: { type: timestamptz }, local: { type: timestamp } }";
        await using var world = await World.StartAsync(Yaml(
            "[\"date(at, Europe/Zurich)\"]", columns: Columns));

        // In Zurich, the clocks go forward on 2026-03-29 and back on 2026-10-25, at 01:00 UTC.
        await PutAsync(world, "raw/a.json", """
            [{"id":1,"at":"2026-03-28T22:59:59Z"},{"id":2,"at":"2026-03-28T23:00:00Z"},{"id":3,"at":"2026-03-29T21:59:59Z"},
             {"id":4,"at":"2026-03-29T22:00:00Z"},{"id":5,"at":"2026-10-25T22:59:59Z"},{"id":6,"at":"2026-10-25T23:00:00Z"}]
            """);

        Assert.Equal(
            ["1|2026-03-28", "2|2026-03-29", "3|2026-03-29", "4|2026-03-30", "5|2026-10-25", "6|2026-10-26"],
            (await ReadShownAsync(world, "id, CAST(date AS VARCHAR)")).Order());
    }

    [Theory]
    [InlineData("timestamptz", "2026-12-31T23:30:00-02:00", "year=2027/month=1: 1")]
    [InlineData("timestamp", "2026-12-31T23:30:00-02:00", "year=2027/month=1: 1")]
    [InlineData("timestamp", "2026-12-31T23:30:00", "year=2026/month=12: 1")]
    [InlineData("date", "2026-12-31", "year=2026/month=12: 1")]
    public async Task Dates_are_UTC_when_nothing_else_is_said(string type, string at, string folder)
    {
        await using var world = await World.StartAsync(Yaml(columns: $"{{ id: {{ type: bigint }}, at: {{ type: {type} }} }}"));
        await PutAsync(world, "raw/a.json", $$"""[{"id":1,"at":"{{at}}"}]""");

        Assert.Equal([folder], ShownFiles(world));
    }

    [Fact]
    public async Task Rows_that_do_not_fit_go_to_the_quarantine_and_tests_hold()
    {
        await using var world = await World.StartAsync(Yaml(more: """
            tests:
                  - unique: [id]
                  - accepted_values: { column: region, values: [EU, US] }
                    quarantine: true
            """));
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01","region":"EU"},{"id":"x"},{"id":3,"at":"2026-01-01","region":"MARS"}]""");
        await PutAsync(world, "raw/b.json", """[{"id":1,"at":"2026-01-02","region":"EU"}]""");
        await PutAsync(world, "raw/c.json", """[{"id":5,"at":"2026-03-02","region":"US"}]""");

        Assert.Equal(["1|EU", "5|US"], await world.QueryAsync("SELECT id, region FROM orders ORDER BY id"));
        Assert.Equal(["PARTIALLY_LOADED", "LOAD_FAILED", "LOADED"], await world.QueryAsync("SELECT status FROM weir.load_history ORDER BY load_id"));
        Assert.Equal(["year=2026/month=1: 1", "year=2026/month=3: 1"], ShownFiles(world));
        Assert.Equal(["passed", "passed"], (await world.TestAsync(null, "orders")).Select(r => r.Outcome.ToString().ToLowerInvariant()));
    }

    [Fact]
    public async Task An_unloaded_load_takes_its_rows_out_of_the_files()
    {
        await using var world = await World.StartAsync(Yaml());
        for (var i = 0; i < 9; i++)
        {
            await PutAsync(world, $"raw/{i}.json", $$"""[{"id":{{i}},"at":"2026-01-01"},{"id":{{i + 100}},"at":"2026-0{{i + 1}}-01"}]""");
        }

        // The small files of January have become one by now, the others are files of one load.
        Assert.Equal(2, await world.UnloadAsync(3));

        Assert.Equal(16, (await world.QueryAsync("SELECT id FROM orders")).Count);
        Assert.Equal([], await world.QueryAsync("SELECT id FROM orders WHERE _weir_load_id = 3"));
        Assert.Equal((await world.QueryAsync("SELECT id FROM orders")).Order(), (await ReadShownAsync(world, "id")).Order());
        Assert.DoesNotContain("year=2026/month=3: 1", ShownFiles(world));
        await PutAsync(world, "raw/2.json", """[{"id":2,"at":"2026-01-01"},{"id":102,"at":"2026-03-01"}]""");
        Assert.Equal(18, (await world.QueryAsync("SELECT id FROM orders")).Count);
    }

    [Fact]
    public async Task A_partition_does_not_become_a_heap_of_small_files()
    {
        await using var world = await World.StartAsync(Yaml());
        for (var i = 0; i < 40; i++)
        {
            await PutAsync(world, $"raw/{i}.json", $$"""[{"id":{{i}},"at":"2026-01-01"}]""");
        }

        var files = (await world.QueryAsync("SELECT count(*), sum(rows)::BIGINT FROM weir.parquet_files"))[0].Split('|');
        Assert.InRange(int.Parse(files[0]), 1, 8);
        Assert.Equal("40", files[1]);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"{i}|{i + 1}"), await world.QueryAsync("SELECT id, _weir_load_id FROM orders ORDER BY id"));
        Assert.Equal(40, (await ReadShownAsync(world, "id")).Count);
    }
}

namespace Weir.Tests.Flow;

/// <summary>Tables whose rows are tested before they are published.</summary>
public sealed class TestedTableTests
{
    private const string Results =
        "SELECT test, file, severity, outcome, rows_checked, rows_failing FROM weir.test_results ORDER BY file, test";

    [Fact]
    public async Task A_file_that_fails_is_not_published_and_the_others_are()
    {
        await using var world = await World.StartAsync(Yaml("not_null: [sku]"));
        await world.PutAsync(
            ("raw/1.json", """[{"id":1,"sku":"a"},{"id":2,"sku":"b"}]"""u8.ToArray()),
            ("raw/2.json", """[{"id":3,"sku":"c"},{"id":4}]"""u8.ToArray()),
            ("raw/3.json", """[{"id":5,"sku":"e"}]"""u8.ToArray()));
        await world.WhenIdleAsync();

        Assert.Equal(["1|a", "2|b", "5|e"], await world.QueryAsync("SELECT id, sku FROM t ORDER BY id"));
        Assert.Equal(
            ["raw/1.json|LOADED|2|2|", "raw/2.json|LOAD_FAILED|2|0|not_null(sku): 1 of 2 rows fail, such as {\"id\":4,\"sku\":null,\"quantity\":null}", "raw/3.json|LOADED|1|1|"],
            await world.QueryAsync("SELECT file, status, rows_parsed, rows_loaded, first_error FROM weir.load_history ORDER BY file"));
        Assert.Equal(
            ["not_null(sku)|raw/1.json|error|PASSED|2|0", "not_null(sku)|raw/2.json|error|FAILED|2|1", "not_null(sku)|raw/3.json|error|PASSED|1|0"],
            await world.QueryAsync(Results));
        Assert.Equal(
            ["raw/2.json|3", "raw/2.json|4"],
            await world.QueryAsync("SELECT file, row->>'id' FROM weir.failed_rows WHERE table_name = 't' ORDER BY ALL"));
    }

    [Fact]
    public async Task A_corrected_file_is_loaded()
    {
        await using var world = await World.StartAsync(Yaml("not_null: [sku]"));
        await PutAsync(world, "raw/1.json", """[{"id":1}]""");
        await PutAsync(world, "raw/1.json", """[{"id":1,"sku":"a"}]""");

        Assert.Equal(["1|a"], await world.QueryAsync("SELECT id, sku FROM t"));
    }

    [Fact]
    public async Task A_test_that_warns_holds_nothing_up()
    {
        await using var world = await World.StartAsync(Yaml("not_null: [sku]\n        severity: warn"));
        await PutAsync(world, "raw/1.json", """[{"id":1},{"id":2,"sku":"a"}]""");

        Assert.Equal(["2"], await world.QueryAsync("SELECT count(*) FROM t"));
        Assert.Equal(["LOADED"], await world.QueryAsync("SELECT status FROM weir.load_history"));
        Assert.Equal(["not_null(sku)|raw/1.json|warn|WARNED|2|1"], await world.QueryAsync(Results));
        Assert.Equal(["""{"id":1,"sku":null,"quantity":null}"""], await world.QueryAsync("SELECT samples->>0 FROM weir.test_results"));
    }

    [Fact]
    public async Task A_test_with_quarantine_takes_just_the_rows_that_fail()
    {
        await using var world = await World.StartAsync(Yaml("accepted_range: { column: quantity, min: 1, max: 9 }\n        quarantine: true"));
        await PutAsync(world, "raw/1.json", """[{"id":1,"quantity":0},{"id":2,"quantity":9},{"id":3},{"id":4,"quantity":10},{"id":5,"quantity":"x"}]""");

        Assert.Equal(["2|9", "3|"], await world.QueryAsync("SELECT id, quantity FROM t ORDER BY id"));
        Assert.Equal(
            ["PARTIALLY_LOADED|5|2|3"],
            await world.QueryAsync("SELECT status, rows_parsed, rows_loaded, rows_quarantined FROM weir.load_history"));
        Assert.Equal(
            ["quantity|accepted_range(quantity): it is not between 1 and 9: 0|{\"id\":1,\"sku\":null,\"quantity\":0}",
             "quantity|accepted_range(quantity): it is not between 1 and 9: 10|{\"id\":4,\"sku\":null,\"quantity\":10}"],
            await world.QueryAsync("SELECT column_name, reason, raw FROM weir.quarantine WHERE code = 'WEIR6201' ORDER BY raw"));
        Assert.Equal(["accepted_range(quantity)|raw/1.json|error|QUARANTINED|4|2"], await world.QueryAsync(Results));
    }

    [Fact]
    public async Task A_row_in_the_quarantine_fails_no_other_test()
    {
        await using var world = await World.StartAsync(Yaml("not_null: [sku]", "matches: { column: id, pattern: '[1-3]' }\n        quarantine: true"));
        await PutAsync(world, "raw/1.json", """[{"id":1,"sku":"a"},{"id":4}]""");

        Assert.Equal(["1"], await world.QueryAsync("SELECT id FROM t"));
    }

    [Fact]
    public async Task A_file_of_which_no_row_is_left_has_failed()
    {
        await using var world = await World.StartAsync(Yaml("not_null: [sku]\n        quarantine: true"));
        await PutAsync(world, "raw/1.json", """[{"id":1},{"id":2}]""");

        Assert.Equal(["LOAD_FAILED|0|2"], await world.QueryAsync("SELECT status, rows_loaded, rows_quarantined FROM weir.load_history"));
    }

    [Fact]
    public async Task With_skip_file_a_row_in_the_quarantine_fails_its_file()
    {
        await using var world = await World.StartAsync(Yaml("not_null: [sku]\n        quarantine: true") + "    on_error: skip_file\n");
        await PutAsync(world, "raw/1.json", """[{"id":1},{"id":2,"sku":"a"}]""");

        Assert.Equal(["0"], await world.QueryAsync("SELECT count(*) FROM t"));
        Assert.Equal(["LOAD_FAILED|0|1"], await world.QueryAsync("SELECT status, rows_loaded, rows_quarantined FROM weir.load_history"));
    }

    [Theory]
    [InlineData("accepted_values: { column: sku, values: [a, b] }", "a", "c")]
    [InlineData("accepted_values: { column: quantity, values: [1, 2] }", "2", "3")]
    [InlineData("accepted_range: { column: sku, max: b }", "a", "c")]
    [InlineData("matches: { column: sku, pattern: 'a+' }", "aa", "ab")]
    [InlineData("relationships: { column: sku, to: other, field: name }", "a", "b")]
    [InlineData("sql: SELECT * FROM staged WHERE sku > 'b'", "a", "c")]
    [InlineData("sql: SELECT * FROM staged WHERE quantity > 2", "2", "3")]
    public async Task A_test_tells_good_rows_from_bad_ones(string test, string good, string bad)
    {
        await using var world = await World.StartAsync(Yaml(test) + Other);
        await PutAsync(world, "other/1.json", """[{"name":"a"}]""");
        var name = test.Contains("quantity", StringComparison.Ordinal) ? "quantity" : "sku";
        await PutAsync(world, "raw/1.json", $$"""[{"id":1,"{{name}}":"{{good}}"},{"id":2}]""");
        await PutAsync(world, "raw/2.json", $$"""[{"id":3,"{{name}}":"{{bad}}"},{"id":4}]""");

        Assert.Equal(["1", "2"], await world.QueryAsync("SELECT id FROM t ORDER BY id"));
        Assert.Equal(["FAILED|1", "PASSED|0"], await world.QueryAsync("SELECT outcome, rows_failing FROM weir.test_results ORDER BY outcome"));
    }

    [Fact]
    public async Task A_table_that_was_never_loaded_has_no_value_to_relate_to()
    {
        await using var world = await World.StartAsync(Yaml("relationships: { column: sku, to: other, field: name }") + Other);
        await PutAsync(world, "raw/1.json", """[{"id":1}]""");
        await PutAsync(world, "raw/2.json", """[{"id":2,"sku":"a"}]""");

        Assert.Equal(["1"], await world.QueryAsync("SELECT id FROM t"));
    }

    [Fact]
    public async Task Rows_may_relate_to_rows_of_their_own_table()
    {
        await using var world = await World.StartAsync(Yaml("relationships: { column: quantity, to: t, field: id }"));
        await PutAsync(world, "raw/1.json", """[{"id":1,"quantity":2},{"id":2}]""");
        await PutAsync(world, "raw/2.json", """[{"id":3,"quantity":1},{"id":4,"quantity":3}]""");
        await PutAsync(world, "raw/3.json", """[{"id":5,"quantity":9}]""");

        Assert.Equal(["1", "2", "3", "4"], await world.QueryAsync("SELECT id FROM t ORDER BY id"));
    }

    [Fact]
    public async Task Rows_are_counted_file_by_file()
    {
        await using var world = await World.StartAsync(Yaml("row_count: { min: 1, max: 2 }"));
        await PutAsync(world, "raw/0.json", "[]");
        await PutAsync(world, "raw/2.json", """[{"id":1},{"id":2}]""");
        await PutAsync(world, "raw/3.json", """[{"id":3},{"id":4},{"id":5}]""");

        Assert.Equal(["1", "2"], await world.QueryAsync("SELECT id FROM t ORDER BY id"));
        Assert.Equal(
            ["raw/0.json|LOAD_FAILED", "raw/2.json|LOADED", "raw/3.json|LOAD_FAILED"],
            await world.QueryAsync("SELECT file, status FROM weir.load_history ORDER BY file"));
    }

    [Fact]
    public async Task A_file_is_as_fresh_as_its_newest_row()
    {
        await using var world = await World.StartAsync(
            Yaml("freshness: { column: at, max_age: 2d }").Replace("quantity: { type: integer }", "at: { type: timestamp }", StringComparison.Ordinal));
        await PutAsync(world, "raw/1.json", $$"""[{"id":1,"at":"2001-01-01T00:00:00"},{"id":2,"at":"{{DateTime.UtcNow:s}}"}]""");
        await PutAsync(world, "raw/2.json", """[{"id":3,"at":"2001-01-01T00:00:00"}]""");
        await PutAsync(world, "raw/3.json", """[{"id":4}]""");

        Assert.Equal(["1", "2"], await world.QueryAsync("SELECT id FROM t ORDER BY id"));
        Assert.Equal(
            ["freshness(at): the newest 'at' is older than 2 days, or there is none"],
            await world.QueryAsync("SELECT DISTINCT first_error FROM weir.load_history WHERE status = 'LOAD_FAILED'"));
    }

    [Fact]
    public async Task A_query_sees_what_stands_and_what_comes()
    {
        await using var world = await World.StartAsync(Yaml("sql: FROM staged JOIN standing USING (sku) SELECT staged.id, standing.id"));
        await PutAsync(world, "raw/1.json", """[{"id":1,"sku":"a"},{"id":2,"sku":"a"}]""");
        await PutAsync(world, "raw/2.json", """[{"id":3,"sku":"b"}]""");
        await PutAsync(world, "raw/3.json", """[{"id":4,"sku":"b"}]""");

        Assert.Equal(["1", "2", "3"], await world.QueryAsync("SELECT id FROM t ORDER BY id"));
    }

    [Fact]
    public async Task Of_files_that_come_together_only_the_guilty_fail_a_query()
    {
        await using var world = await World.StartAsync(Yaml("sql: SELECT * FROM staged WHERE quantity < 0"));
        await world.PutAsync([.. Enumerable.Range(0, 20).Select(i => (
            $"raw/{i:00}.json", System.Text.Encoding.UTF8.GetBytes($$"""[{"id":{{i}},"quantity":{{(i is 3 or 4 or 17 ? -1 : 1)}}}]""")))]);
        await world.WhenIdleAsync();

        Assert.Equal(["3", "4", "17"], await world.QueryAsync("SELECT row->'id' FROM weir.failed_rows ORDER BY (row->>'id')::INT"));
        Assert.Equal(["17"], await world.QueryAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task A_file_that_fails_a_test_leaves_a_replaced_table_as_it_was()
    {
        await using var world = await World.StartAsync(Yaml("row_count: { min: 2 }", "unique: [id]") + "    write_disposition: replace\n");
        await PutAsync(world, "raw/1.json", """[{"id":1},{"id":2}]""");
        await PutAsync(world, "raw/2.json", """[{"id":7}]""");
        Assert.Equal(["1", "2"], await world.QueryAsync("SELECT id FROM t ORDER BY id"));

        await PutAsync(world, "raw/3.json", """[{"id":1},{"id":3}]""");
        Assert.Equal(["1", "3"], await world.QueryAsync("SELECT id FROM t ORDER BY id"));
        Assert.Equal(
            ["raw/1.json|LOADED", "raw/2.json|LOAD_FAILED", "raw/3.json|LOADED"],
            await world.QueryAsync("SELECT file, status FROM weir.load_history ORDER BY file"));
    }

    [Fact]
    public async Task Rows_that_are_merged_are_tested_before_they_take_the_place_of_others()
    {
        await using var world = await World.StartAsync(
            Yaml("accepted_range: { column: quantity, min: 0 }", "unique: [sku]") + "    write_disposition: merge\n    primary_key: [id]\n");
        await PutAsync(world, "raw/1.json", """[{"id":1,"sku":"a","quantity":1},{"id":2,"sku":"b","quantity":2}]""");
        await PutAsync(world, "raw/2.json", """[{"id":1,"sku":"a","quantity":-1}]""");
        await PutAsync(world, "raw/3.json", """[{"id":1,"sku":"a","quantity":5},{"id":3,"sku":"c"}]""");
        await PutAsync(world, "raw/4.json", """[{"id":4,"sku":"c"}]""");
        await PutAsync(world, "raw/5.json", """[{"id":1,"sku":"b"},{"id":2,"sku":"a"}]""");

        Assert.Equal(["1|b", "2|a", "3|c"], await world.QueryAsync("SELECT id, sku FROM t ORDER BY id"));
        Assert.Equal(
            ["2|{\"id\":1}", "4|{\"id\":4}"],
            await world.QueryAsync("SELECT load_id, samples->>0 FROM weir.test_results WHERE outcome = 'FAILED' ORDER BY load_id"));
    }

    [Fact]
    public async Task Rows_of_child_tables_go_with_their_parents()
    {
        await using var world = await World.StartAsync(
            """
            project: tested
            buckets:
              raw: {}
            tables:
              t:
                source: raw/**.json
                tests:
                  - not_null: [sku]
                    quarantine: true
                  - accepted_values: { column: id, values: [1, 2, 3, 4] }
            """);
        await PutAsync(
            world,
            "raw/1.json",
            """[{"id":1,"sku":"a","lines":[{"n":1,"m":[1]},{"n":2}]},{"id":2,"lines":[{"n":3,"m":[2]}]},{"id":3,"sku":"b","lines":[{"n":4}]}]""");
        await PutAsync(world, "raw/2.json", """[{"id":7,"sku":"c","lines":[{"n":5}]}]""");

        Assert.Equal(["1", "3"], await world.QueryAsync("SELECT id FROM t ORDER BY id"));
        Assert.Equal(["1", "2", "4"], await world.QueryAsync("SELECT n FROM t__lines ORDER BY n"));
        Assert.Equal(["1"], await world.QueryAsync("SELECT value FROM t__lines__m"));
    }

    [Fact]
    public async Task Rows_of_parquet_are_tested_too()
    {
        await using var world = await World.StartAsync(
            Yaml("not_null: [sku]\n        quarantine: true", "unique: [id]").Replace("**.json", "**.parquet", StringComparison.Ordinal));
        var file = Path.Combine(world.Folder, "rows.parquet");
        foreach (var (name, values) in ((string, string)[])[("1", "(1, 'a', 1), (2, NULL, 1)"), ("2", "(1, 'b', 1)")])
        {
            world.Execute($"COPY (FROM (VALUES {values}) AS v(id, sku, quantity)) TO '{file}' (FORMAT parquet)");
            await world.PutAsync(($"raw/{name}.parquet", await File.ReadAllBytesAsync(file)));
            await world.WhenIdleAsync();
        }

        Assert.Equal(["1|a"], await world.QueryAsync("SELECT id, sku FROM t"));
        Assert.Equal(
            ["PARTIALLY_LOADED|1|1", "LOAD_FAILED|0|0"],
            await world.QueryAsync("SELECT status, rows_loaded, rows_quarantined FROM weir.load_history ORDER BY load_id"));
    }

    private const string Other =
        """
          other:
            source: other/**.json
            columns:
              name: { type: varchar }

        """;

    private static string Yaml(params string[] tests) =>
        $$"""
        project: tested
        buckets:
          raw: {}
          other: {}
        tables:
          t:
            source: raw/**.json
            columns:
              id: { type: integer }
              sku: { type: varchar }
              quantity: { type: integer }
            tests:
        {{string.Join('\n', tests.Select(test => $"      - {test}"))}}

        """;

    private static async Task PutAsync(World world, string name, string content)
    {
        await world.PutAsync(name, content);
        await world.WhenIdleAsync();
        Assert.Empty(world.Recorder.Failed);
    }
}

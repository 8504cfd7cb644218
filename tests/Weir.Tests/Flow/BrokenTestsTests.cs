namespace Weir.Tests.Flow;

/// <summary>Tests that are wrong, slow or up to something.</summary>
public sealed class BrokenTestsTests
{
    [Theory]
    [InlineData("DELETE FROM t RETURNING *", "WEIR6031")]
    [InlineData("SELECT 1; DROP TABLE t", "WEIR6031")]
    [InlineData("SELECT 1) AS x; DROP TABLE t; SELECT * FROM (SELECT 1", "WEIR6031")]
    [InlineData("SELECT * FROM read_csv('/etc/passwd')", "WEIR6031")]
    [InlineData("SELECT * FROM read_text('/etc/passwd')", "WEIR6031")]
    [InlineData("SELECT * FROM '/etc/passwd'", "WEIR6031")]
    [InlineData("SELECT * FROM 'secrets.csv'", "WEIR6031")]
    [InlineData("SELECT * FROM secrets.csv", "WEIR6031")]
    [InlineData("WITH \"secrets.csv\" AS (SELECT 1) SELECT (SELECT count(*) FROM \"secrets.csv\")", "WEIR6031")]
    [InlineData("SELECT (SELECT max(content) FROM glob('/*')) WHERE (SELECT count(*) FROM query('DROP TABLE t')) > 0", "WEIR6031")]
    [InlineData("SELECT * FROM query_table('secrets.csv')", "WEIR6031")]
    [InlineData("SELECT nextval('s')", "WEIR6031")]
    [InlineData("ATTACH 'other.db'", "WEIR6031")]
    [InlineData("SET memory_limit = '1GB'", "WEIR6031")]
    [InlineData("SELEC 1", "WEIR6031")]
    [InlineData("SELECT nothing FROM staged", "WEIR6030")]
    [InlineData("SELECT * FROM nowhere", "WEIR6030")]
    [InlineData("SELECT error('no') FROM staged", "WEIR6030")]
    [InlineData("SELECT * FROM staged WHERE sku::INTEGER > 0", "WEIR6030")]
    public async Task A_query_that_cannot_be_run_or_is_not_let_in_changes_nothing(string sql, string code)
    {
        await using var world = await World.StartAsync(Yaml(sql, "error"));
        await File.WriteAllTextAsync(Path.Combine(world.Folder, "secrets.csv"), "a\n1\n");
        await world.PutAsync("raw/1.json", """[{"id":1,"sku":"a"}]""");
        await world.WhenIdleAsync();

        var failed = Assert.Single(world.Recorder.Failed);
        Assert.True(failed.GivenUp);
        Assert.Equal(code, failed.Failure.Code);
        Assert.Equal(["0"], await world.QueryAsync("SELECT count(*) FROM weir.load_history"));
        Assert.Equal(["0"], await world.QueryAsync("SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'main'"));
    }

    [Theory]
    [InlineData("SELECT error('no') FROM staged", "no")]
    [InlineData("SELECT * FROM read_text('x')", "read_text")]
    public async Task A_broken_test_that_only_warns_holds_nothing_up(string sql, string why)
    {
        await using var world = await World.StartAsync(Yaml(sql, "warn"));
        await world.PutAsync("raw/1.json", """[{"id":1,"sku":"a"},{"id":"x"}]""");
        await world.WhenIdleAsync();

        Assert.Empty(world.Recorder.Failed);
        Assert.Equal(["1"], await world.QueryAsync("SELECT id FROM t"));
        Assert.Equal(["1"], await world.QueryAsync("SELECT count(*) FROM weir.quarantine"));
        Assert.Equal(
            ["not_null(sku)|PASSED", "sql|BROKEN"], await world.QueryAsync("SELECT test, outcome FROM weir.test_results ORDER BY test"));
        Assert.Contains(why, Assert.Single(await world.QueryAsync("SELECT message FROM weir.test_results WHERE test = 'sql'")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_takes_too_long_is_ended()
    {
        await using var world = await World.StartAsync(
            Yaml("SELECT 1 FROM range(10000000) AS a(x), range(10000000) AS b(y) WHERE hash(x, y) = 0 HAVING count(*) > 0", "error") + "        timeout: 1s\n");
        await world.PutAsync("raw/1.json", """[{"id":1,"sku":"a"}]""");
        await world.WhenIdleAsync();

        Assert.Equal("WEIR6032", Assert.Single(world.Recorder.Failed).Failure.Code);
        Assert.Equal(["0"], await world.QueryAsync("SELECT count(*) FROM weir.load_history"));
    }

    [Fact]
    public async Task Only_the_file_pays_over_which_a_query_fails()
    {
        await using var world = await World.StartAsync(Yaml("SELECT * FROM staged WHERE sku::INTEGER < 0", "error"));
        await world.PutAsync(("raw/1.json", """[{"id":1,"sku":"1"}]"""u8.ToArray()), ("raw/2.json", """[{"id":2,"sku":"x"}]"""u8.ToArray()));
        await world.WhenIdleAsync();

        Assert.Single(world.Recorder.Failed, f => f.GivenUp);
        Assert.Equal(["1"], await world.QueryAsync("SELECT id FROM t"));
    }

    [Fact]
    public async Task A_pattern_that_only_the_warehouse_finds_wrong_is_told()
    {
        await using var world = await World.StartAsync(Yaml("SELECT 1 WHERE false", "warn").Replace(
            "not_null: [sku]", @"matches: { column: sku, pattern: '\p{Nonsense}' }", StringComparison.Ordinal));
        await world.PutAsync("raw/1.json", """[{"id":1,"sku":"1"}]""");
        await world.WhenIdleAsync();

        Assert.Equal("WEIR6030", Assert.Single(world.Recorder.Failed).Failure.Code);
    }

    [Fact]
    public async Task A_value_that_is_none_of_an_inferred_column_is_told()
    {
        await using var world = await World.StartAsync(
            """
            project: broken
            buckets:
              raw: {}
            tables:
              t:
                source: raw/**.json
                retry: { max_attempts: 1 }
                tests:
                  - accepted_values: { column: id, values: [one] }
                  - not_null: [unheard_of]
                    severity: warn
            """);
        await world.PutAsync("raw/1.json", """[{"id":1}]""");
        await world.WhenIdleAsync();

        Assert.Contains("'one' is no value", Assert.Single(world.Recorder.Failed).Failure.Message, StringComparison.Ordinal);
    }

    private static string Yaml(string sql, string severity) =>
        $$"""
        project: broken
        buckets:
          raw: {}
        tables:
          t:
            source: raw/**.json
            retry: { max_attempts: 1 }
            columns:
              id: { type: integer }
              sku: { type: varchar }
            tests:
              - not_null: [sku]
              - sql: {{System.Text.Json.JsonSerializer.Serialize(sql)}}
                severity: {{severity}}

        """;
}

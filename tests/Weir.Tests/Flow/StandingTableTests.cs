using System.Text.Json;

using Weir.Checks;
using Weir.Failures;

namespace Weir.Tests.Flow;

/// <summary>Tests of rows that stand in tables.</summary>
public sealed class StandingTableTests
{
    [Theory]
    [InlineData("not_null: [sku]", "(7, NULL, 1)")]
    [InlineData("unique: [sku]", "(7, 'a', 1)")]
    [InlineData("unique: [sku, quantity]", "(7, 'b', 2)")]
    [InlineData("accepted_values: { column: sku, values: [a, b] }", "(7, 'c', 1)")]
    [InlineData("accepted_range: { column: quantity, min: 1, max: 5 }", "(7, 'c', 6)")]
    [InlineData("matches: { column: sku, pattern: '[a-b]' }", "(7, 'c', 1)")]
    [InlineData("relationships: { column: quantity, to: t, field: id }", "(7, 'c', 9)")]
    [InlineData("sql: SELECT * FROM staged WHERE id > 5", "(7, 'c', 1)")]
    public async Task Rows_that_fail_are_found_where_they_stand(string test, string bad)
    {
        await using var world = await LoadedAsync(Yaml(test));
        var before = await OneAsync(world);

        world.Execute($"INSERT INTO t (id, sku, quantity) VALUES {bad}");
        var after = await OneAsync(world);

        Assert.Equal((TestOutcome.Passed, 2L, 0L), (before.Outcome, before.RowsChecked, before.RowsFailing));
        Assert.Null(before.Message);
        Assert.Equal((TestOutcome.Failed, 3L), (after.Outcome, after.RowsChecked));
        Assert.Equal(test.StartsWith("unique", StringComparison.Ordinal) ? 2 : 1, after.RowsFailing);
        Assert.Contains(after.Samples, sample => sample.Contains("\"id\":7", StringComparison.Ordinal));
        Assert.StartsWith($"{after.Test}: ", after.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_found_is_recorded_and_nothing_else_is_changed()
    {
        await using var world = await LoadedAsync(Yaml("not_null: [sku]\n        quarantine: true", "matches: { column: sku, pattern: b }\n        severity: warn"));
        world.Execute("INSERT INTO t (id) VALUES (7); DELETE FROM weir.test_results");

        await world.TestAsync(null, "t");

        Assert.Equal(["1", "2", "7"], await world.QueryAsync("SELECT id FROM t ORDER BY id"));
        Assert.Equal(
            ["matches(sku)|t|||warn|WARNED|3|1", "not_null(sku)|t|||error|FAILED|3|1"],
            await world.QueryAsync("SELECT test, table_name, load_id, file, severity, outcome, rows_checked, rows_failing FROM weir.test_results ORDER BY test"));
        Assert.Equal(["0|0"], await world.QueryAsync("SELECT (SELECT count(*) FROM weir.quarantine), (SELECT count(*) FROM weir.failed_rows)"));
    }

    [Fact]
    public async Task Within_a_file_only_its_own_rows_are_compared()
    {
        await using var world = await LoadedAsync(Yaml("unique: [sku]\n        within: file"));
        world.Execute("INSERT INTO t (id, sku, _weir_load_id) VALUES (7, 'a', 8), (8, 'c', 9), (9, 'c', 9), (10, NULL, 9), (11, NULL, 9)");

        var result = await OneAsync(world);

        Assert.Equal(2, result.RowsFailing);
        Assert.Equal([8, 9], result.Samples.Select(IdOf));
    }

    [Fact]
    public async Task A_sample_has_so_many_rows_and_the_same_ones_wherever_they_stand()
    {
        await using var world = await LoadedAsync(Yaml("not_null: [quantity]"));
        world.Execute("DELETE FROM t; INSERT INTO t (id, sku) SELECT i, concat('s', i) FROM range(5000) AS r(i)");
        var first = await OneAsync(world, 5);
        var again = await OneAsync(world, 5);
        world.Execute("CREATE TEMP TABLE kept AS FROM t; DELETE FROM t; INSERT INTO t FROM kept ORDER BY id DESC");
        var elsewhere = await OneAsync(world, 5);
        var all = await OneAsync(world, 10_000);

        Assert.Equal((5L, 5L), (first.RowsChecked, first.RowsFailing));
        Assert.Equal(first.Samples, again.Samples);
        Assert.Equal(first.Samples, elsewhere.Samples);
        Assert.True(first.Samples.Max(IdOf) > 100, "The sample is from everywhere.");
        Assert.Equal(5000, all.RowsChecked);
    }

    [Fact]
    public async Task Rows_of_a_sample_are_compared_with_all_rows_and_what_counts_sees_all()
    {
        await using var world = await LoadedAsync(
            Yaml("unique: [sku]", "sql: SELECT count(*) AS n FROM staged HAVING count(*) < 200", "row_count: { min: 200 }")
            + "    write_disposition: replace\n");
        world.Execute("DELETE FROM t; INSERT INTO t (id, sku) SELECT i, concat('s', i % 100) FROM range(200) AS r(i)");

        var results = await world.TestAsync(3, "t");

        Assert.Equal(
            [(3L, 3L, TestOutcome.Failed), (200L, 0L, TestOutcome.Passed), (200L, 0L, TestOutcome.Passed)],
            results.Select(r => (r.RowsChecked, r.RowsFailing, r.Outcome)));
    }

    [Fact]
    public async Task A_count_of_rows_of_a_file_says_nothing_of_a_table_of_many()
    {
        await using var world = await LoadedAsync(Yaml("row_count: { min: 1 }"));

        Assert.Equal(TestOutcome.Skipped, (await OneAsync(world)).Outcome);
    }

    [Fact]
    public async Task A_table_is_as_fresh_as_its_newest_row_whatever_the_sample()
    {
        await using var world = await World.StartAsync(
            Yaml("freshness: { column: seen, max_age: 2d }").Replace("quantity: { type: integer }", "seen: { type: timestamp }", StringComparison.Ordinal));
        await PutAsync(world, $$"""[{"id":1,"seen":"{{DateTime.UtcNow:s}}"}]""");
        world.Execute("INSERT INTO t (id, seen) SELECT i, TIMESTAMP '2001-01-01' FROM range(100) AS r(i)");
        var fresh = await OneAsync(world, 1);
        world.Execute("DELETE FROM t WHERE seen > TIMESTAMP '2001-01-01'");
        var stale = await OneAsync(world, 1);

        Assert.Equal((TestOutcome.Passed, 101L), (fresh.Outcome, fresh.RowsChecked));
        Assert.Equal((TestOutcome.Failed, 100L), (stale.Outcome, stale.RowsChecked));
    }

    [Fact]
    public async Task Merged_rows_are_told_by_their_key_and_seen_by_queries()
    {
        await using var world = await LoadedAsync(
            Yaml("unique: [sku]", "sql: SELECT * FROM staged WHERE id = 2", "unique: [id]\n        within: file", "row_count: { min: 1 }")
            + "    write_disposition: merge\n    primary_key: [id]\n",
            """[{"id":1,"sku":"a"},{"id":3,"sku":"b"}]""");
        world.Execute("INSERT INTO t (id, sku) VALUES (2, 'a')");

        var results = await world.TestAsync(10, "t");

        Assert.Equal([TestOutcome.Failed, TestOutcome.Failed, TestOutcome.Passed, TestOutcome.Skipped], results.Select(r => r.Outcome));
        Assert.Equal(["""{"id":1}""", """{"id":2}"""], results[0].Samples);
        Assert.Contains("\"id\":2", results[1].Samples[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_that_cannot_be_run_keeps_no_other_from_being_run()
    {
        await using var world = await LoadedAsync(Yaml(
            "not_null: [id]",
            "name: wrong\n        sql: SELECT nothing FROM staged\n        severity: warn",
            "name: fails late\n        sql: SELECT CAST(sku AS INTEGER) FROM staged\n        severity: warn",
            "name: writes\n        sql: DELETE FROM t\n        severity: warn",
            "name: slow\n        sql: SELECT count(*) FROM range(100000000) AS a, range(100000000) AS b HAVING count(*) = 0\n        severity: warn\n        timeout: 1s",
            "name: good\n        sql: SELECT * FROM staged WHERE id = 1\n        severity: warn"));

        var results = await world.TestAsync(null, "t");

        Assert.Equal(
            ["not_null(id) Passed", "wrong Broken", "fails late Broken", "writes Broken", "slow Broken", "good Warned"],
            results.Select(r => $"{r.Test} {r.Outcome}"));
        Assert.Equal(["2"], await world.QueryAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task A_table_that_was_never_loaded_is_passed_over_unless_there_is_no_other()
    {
        await using var world = await LoadedAsync(Yaml("not_null: [id]") + Other);

        var results = await world.TestAsync(null, "other", "t");
        var refused = await Assert.ThrowsAsync<RefusedException>(() => world.TestAsync(null, "other"));

        Assert.Equal(["not_null(name) Skipped", "not_null(id) Passed"], results.Select(r => $"{r.Test} {r.Outcome}"));
        Assert.Equal("WEIR6012", refused.Failure.Code);
        Assert.Contains("table other ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_no_file_brought_is_missing_in_every_row_and_a_value_of_another_type_breaks_its_test_alone()
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
                  - not_null: [id]
                  - not_null: [later]
                    severity: warn
                  - unique: [later]
                  - accepted_range: { column: id, min: many }
                    severity: warn
            """);
        await PutAsync(world, """[{"id":1,"lines":[{"n":1}]},{"id":2}]""");

        var results = await world.TestAsync(1, "t");

        Assert.Equal([0, 1, 0, 0], results.Select(r => r.RowsFailing));
        Assert.Equal([TestOutcome.Passed, TestOutcome.Warned, TestOutcome.Passed, TestOutcome.Broken], results.Select(r => r.Outcome));
    }

    private const string Other =
        """
          other:
            source: other/**.json
            columns:
              name: { type: varchar }
            tests:
              - not_null: [name]

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

    private static async Task<World> LoadedAsync(string yaml, string content = """[{"id":1,"sku":"a","quantity":1},{"id":2,"sku":"b","quantity":2}]""")
    {
        var world = await World.StartAsync(yaml);
        await PutAsync(world, content);
        return world;
    }

    private static async Task PutAsync(World world, string content)
    {
        await world.PutAsync("raw/1.json", content);
        await world.WhenIdleAsync();
        Assert.Empty(world.Recorder.Failed);
    }

    private static async Task<TestResult> OneAsync(World world, long? sample = null) => (await world.TestAsync(sample, "t"))[0];

    private static int IdOf(string sample)
    {
        using var row = JsonDocument.Parse(sample);
        return row.RootElement.GetProperty("id").GetInt32();
    }
}

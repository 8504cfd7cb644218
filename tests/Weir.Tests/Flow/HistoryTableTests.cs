namespace Weir.Tests.Flow;

/// <summary>Tables that keep what their rows were before.</summary>
public sealed class HistoryTableTests
{
    private const string Prices = "SELECT id, price, since, until FROM prices ORDER BY ALL";

    [Fact]
    public async Task A_row_holds_until_another_one_of_its_key_does()
    {
        await using var world = await World.StartAsync(Yaml("dedup_sort: [changed]\n    hard_delete: gone"));
        await PutAsync(world, "raw/1.json", """[{"id":1,"price":10,"changed":"2024-01-01"},{"id":2,"price":20,"changed":"2024-01-01"}]""");
        await PutAsync(world, "raw/2.json", """[{"id":1,"price":11,"changed":"2024-03-01"},{"id":2,"price":20,"changed":"2024-03-01"}]""");
        await PutAsync(world, "raw/3.json", """{"id":2,"gone":true,"changed":"2024-04-01"}""");
        await PutAsync(world, "raw/late.json", """{"id":1,"price":12,"changed":"2024-02-01"}""");

        Assert.Equal(
            [
                "1|10|01/01/2024|02/01/2024", "1|11|03/01/2024|", "1|12|02/01/2024|03/01/2024", "2|20|01/01/2024|04/01/2024",
            ],
            await world.QueryAsync(Prices));
    }

    [Fact]
    public async Task Without_a_time_of_its_own_a_row_holds_since_its_file_landed()
    {
        await using var world = await World.StartAsync(Yaml(null));
        await PutAsync(world, "raw/1.json", """{"id":1,"price":10}""");
        await PutAsync(world, "raw/2.json", """{"id":1,"price":10}""");
        await PutAsync(world, "raw/3.json", """{"id":1,"price":11}""");

        Assert.Equal(
            ["10|raw/1.json|raw/3.json", "11|raw/3.json|"],
            await world.QueryAsync(
                """
                SELECT price, f.file, u.file FROM prices JOIN weir.load_history f ON epoch_us(since) = f.version
                LEFT JOIN weir.load_history u ON epoch_us(until) = u.version ORDER BY price
                """));
    }

    [Fact]
    public async Task A_row_without_the_time_that_sorts_goes_to_the_quarantine()
    {
        await using var world = await World.StartAsync(Yaml("dedup_sort: [changed]"));
        await PutAsync(world, "raw/1.json", """[{"id":1,"price":10,"changed":"2024-01-01"},{"id":1,"price":11}]""");

        Assert.Equal(["changed|WEIR6114"], await world.QueryAsync("SELECT column_name, code FROM weir.quarantine"));
        Assert.Equal(["1|10|01/01/2024|"], await world.QueryAsync(Prices));
    }

    [Fact]
    public async Task What_a_snapshot_lacks_is_closed_only_when_asked_and_when_none_of_its_rows_were_refused()
    {
        await using var world = await World.StartAsync(Yaml(null, missing: "close"));
        await PutAsync(world, "raw/1.json", """[{"id":1,"price":10},{"id":2,"price":20},{"id":3,"price":30}]""");
        await PutAsync(world, "raw/2.json", """[{"id":1,"price":10},{"id":"x","price":20}]""");
        Assert.Equal(["1", "2", "3"], await world.QueryAsync("SELECT id FROM prices WHERE until IS NULL ORDER BY id"));

        await PutAsync(world, "raw/3.json", """[{"id":1,"price":10},{"id":3,"price":31}]""");
        Assert.Equal(["1|10", "3|31"], await world.QueryAsync("SELECT id, price FROM prices WHERE until IS NULL ORDER BY id"));
        Assert.Equal(["2|20", "3|30"], await world.QueryAsync("SELECT id, price FROM prices WHERE until IS NOT NULL ORDER BY id"));

        await world.UnloadAsync(3);
        Assert.Equal(["1|10", "2|20", "3|30"], await world.QueryAsync("SELECT id, price FROM prices WHERE until IS NULL ORDER BY id"));
    }

    [Fact]
    public async Task Tests_look_at_the_rows_that_hold_now()
    {
        await using var world = await World.StartAsync(
            Yaml("dedup_sort: [changed]") + "\n    tests:\n      - unique: [price]\n      - accepted_range: { column: price, max: 100 }\n");
        await PutAsync(world, "raw/1.json", """{"id":1,"price":10,"changed":"2024-01-01"}""");
        await PutAsync(world, "raw/2.json", """{"id":1,"price":11,"changed":"2024-02-01"}""");
        await PutAsync(world, "raw/3.json", """{"id":2,"price":10,"changed":"2024-02-01"}""");
        await PutAsync(world, "raw/4.json", """{"id":3,"price":11,"changed":"2024-02-01"}""");
        await PutAsync(world, "raw/5.json", """{"id":3,"price":101,"changed":"2024-02-01"}""");

        Assert.Equal(
            ["LOADED", "LOADED", "LOADED", "LOAD_FAILED", "LOAD_FAILED"], await world.QueryAsync("SELECT status FROM weir.load_history ORDER BY file"));
        Assert.All(await world.TestAsync(null, "prices"), result => Assert.Equal(0, result.RowsFailing));
    }

    [Fact]
    public async Task A_table_without_a_history_does_not_become_one()
    {
        await using var world = await World.StartAsync(Yaml(null) + "\n    retry: { max_attempts: 1 }\n");
        world.Execute("CREATE TABLE prices (id INTEGER, price INTEGER); INSERT INTO prices VALUES (1, 10)");
        await PutAsync(world, "raw/1.json", """{"id":1,"price":11}""");

        Assert.Equal("WEIR6063", Assert.Single(await world.Environment.DeadLetters.ListAsync(10, default)).Failure.Code);
        Assert.Equal(["1|10"], await world.QueryAsync("SELECT * FROM prices"));
    }

    [Fact]
    public async Task A_column_that_is_not_declared_any_more_keeps_its_values()
    {
        var folder = Directory.CreateTempSubdirectory("weir-history-").FullName;
        await using (var before = await World.StartAsync(Yaml(null), folder))
        {
            await PutAsync(before, "raw/1.json", """[{"id":1,"price":10,"gone":true},{"id":2,"price":20,"gone":true}]""");
        }

        await using (var world = await World.StartAsync(Yaml(null).Replace("      gone: { type: boolean }\n", "", StringComparison.Ordinal), folder))
        {
            await PutAsync(world, "raw/2.json", """[{"id":1,"price":10},{"id":2,"price":21}]""");

            Assert.Equal(["1|10|True", "2|20|True", "2|21|"], await world.QueryAsync("SELECT id, price, gone FROM prices ORDER BY id, price"));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static string Yaml(string? more, string missing = "keep") =>
        $$"""
        project: histories
        buckets:
          raw: {}
        tables:
          prices:
            source: raw/**.json
            write_disposition: scd2
            primary_key: [id]
            scd2: { valid_from: since, valid_to: until, missing: {{missing}} }
            columns:
              id: { type: integer }
              price: { type: integer }
              changed: { type: date }
              gone: { type: boolean }
        """ + (more is null ? "" : $"\n    {more}") + "\n";

    private static async Task PutAsync(World world, string name, string content)
    {
        await world.PutAsync(name, content);
        await world.WhenIdleAsync();
    }
}

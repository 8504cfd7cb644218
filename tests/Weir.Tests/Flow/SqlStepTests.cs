using Weir.Engine.Warehouses;
using Weir.Local.Sqlite;
using Weir.Local.Warehouses;
using Weir.Local.Warehouses.Statements;
using Weir.Runs;

namespace Weir.Tests.Flow;

/// <summary>SQL as steps of pipelines: what it may do, and what later steps get of it.</summary>
public sealed class SqlStepTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-sql-steps-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Rows_of_the_last_statement_are_for_later_steps()
    {
        await using var world = await StartAsync(
            """
                  - name: make
                    sql: |
                      CREATE TABLE IF NOT EXISTS seen (key VARCHAR, n INTEGER);
                      INSERT INTO seen VALUES ({{literal event.key}}, 1), ('b', 2);
                  - name: ask
                    sql: "SELECT key, n, n / 4 AS q, DATE '2026-01-31' AS d, [n] AS list, NULL AS none, '{\"a\": [1]}'::JSON AS j FROM seen ORDER BY n; "
                  - name: none
                    sql: SELECT 1 AS a WHERE false
                  - copy: { from: "{{event.bucket}}/{{event.key}}", to: "out/{{steps.ask.outputs.row_count}} {{steps.ask.outputs.row.d}} {{steps.ask.outputs.row.key}}" }
            """);

        await world.PutAsync("raw/it's", "hello");
        await world.WhenIdleAsync();

        var steps = await StepsAsync(world);
        Assert.Equal(
            [
                "make Succeeded {\"row_count\":2}",
                "ask Succeeded {\"row_count\":2,\"row\":{\"key\":\"it's\",\"n\":1,\"q\":0.25,\"d\":\"2026-01-31\",\"list\":[1],\"none\":null,\"j\":{\"a\":[1]}},"
                + "\"rows\":[{\"key\":\"it's\",\"n\":1,\"q\":0.25,\"d\":\"2026-01-31\",\"list\":[1],\"none\":null,\"j\":{\"a\":[1]}},"
                + "{\"key\":\"b\",\"n\":2,\"q\":0.5,\"d\":\"2026-01-31\",\"list\":[2],\"none\":null,\"j\":{\"a\":[1]}}]}",
                "none Succeeded {\"row_count\":0,\"row\":{},\"rows\":[]}",
                "copy-4 Succeeded ",
            ],
            steps.Select(step => $"{step.Step} {step.State} {step.Output}"));
        Assert.Single(await world.Environment.Objects.ListAsync("out", "2 2026-01-31 it's", null, 10, default));
    }

    [Fact]
    public async Task All_statements_take_effect_or_none()
    {
        await using var world = await StartAsync("      - sql: \"INSERT INTO t VALUES (1); SELECT 1 / (SELECT count(*) FROM missing)\"\n");
        world.Execute("CREATE TABLE t (a INTEGER)");

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        var steps = await StepsAsync(world);
        Assert.Equal(["WEIR6610", "WEIR6610"], steps.Select(step => step.Failure!.Code));
        Assert.Contains("missing", steps[0].Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(["0"], await world.QueryAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Rows_of_loads_are_not_changed_and_it_is_not_tried_again()
    {
        await using var world = await StartAsync("      - sql: \"CREATE TABLE made (a INTEGER); DELETE FROM t\"\n", "tables: { t: { source: data/**.csv } }");
        await world.PutAsync("data/1.csv", "id\n1\n");
        await world.WhenIdleAsync();

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        Assert.Equal("WEIR6611", Assert.Single(await StepsAsync(world)).Failure!.Code);
        Assert.Equal(["1"], await world.QueryAsync("SELECT count(*) FROM t"));
        Assert.Equal(["0"], await world.QueryAsync("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'made'"));
    }

    [Theory]
    [InlineData("SELECT range AS n FROM range(20000)")]
    [InlineData("SELECT repeat('x', 300000) AS n")]
    [InlineData("CREATE TABLE made AS SELECT 1; FROM range(20000)")]
    public async Task More_rows_than_can_be_handed_on_are_a_failure(string sql)
    {
        await using var world = await StartAsync($"      - sql: \"{sql}\"\n");

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        Assert.Equal("WEIR6612", Assert.Single(await StepsAsync(world)).Failure!.Code);
        Assert.Equal(["0"], await world.QueryAsync("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'made'"));
    }

    [Theory]
    [InlineData("SELECT count(*) FROM range(1000000000) AS a, range(1000000000) AS b WHERE a.range + b.range = 7")]
    [InlineData("CREATE TABLE made AS SELECT count(*) AS n FROM range(1000000000) AS a, range(1000000000) AS b WHERE a.range + b.range = 7")]
    public async Task Cancelling_interrupts_the_database(string sql)
    {
        using var store = DuckDbStore.Open(Path.Combine(_folder, "warehouse.db"));
        var statements = new DuckDbStatements(() => store, []);
        using var stop = new CancellationTokenSource();
        var running = statements.RunAsync(sql, new StatementAnswer(), stop.Token);

        // Long before it could have ended by itself, wherever it is by now.
        stop.CancelAfter(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(1, store.Writing.CurrentCount);
        await statements.RunAsync("CREATE TABLE after (a INTEGER)", new StatementAnswer(), default);
    }

    [Fact]
    public async Task A_file_of_sqlite_is_read_and_written()
    {
        await using var world = await StartAsync(
            """
                  - sql: { query: "INSERT INTO t VALUES ({{literal event.key}}, 1.5), ('b', NULL); UPDATE t SET n = 2 WHERE key = 'b'", connection: ledger }
                  - name: ask
                    sql: { query: "SELECT key, n, x'00ff' AS raw FROM t ORDER BY key -- all", connection: ledger }
                  - sql: { query: "DELETE FROM t; SELECT * FROM nowhere", connection: ledger }
            """,
            "connections: { ledger: { type: sqlite, path: ledger.db } }");
        using (var database = Database.Open(Path.Combine(_folder, "ledger.db"), readOnly: false))
        {
            database.Execute("CREATE TABLE t (key TEXT, n REAL)");
        }

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        var steps = await StepsAsync(world);
        Assert.Equal("{\"row_count\":3}", steps[0].Output);
        Assert.Equal("{\"row_count\":2,\"row\":{\"key\":\"a\",\"n\":1.5,\"raw\":\"00ff\"},\"rows\":[{\"key\":\"a\",\"n\":1.5,\"raw\":\"00ff\"},{\"key\":\"b\",\"n\":2,\"raw\":\"00ff\"}]}", steps[1].Output);
        Assert.All(steps.Skip(2), step => Assert.Equal("WEIR6043", step.Failure!.Code));
        using var after = Database.Open(Path.Combine(_folder, "ledger.db"), readOnly: true);
        Assert.Equal(2, after.Scalar("SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (1); COMMIT; INSERT INTO t VALUES (2)")]
    [InlineData("INSERT INTO t VALUES (1); ROLLBACK")]
    public async Task A_transaction_within_is_refused_by_sqlite(string sql)
    {
        await using var world = await StartAsync(
            $"      - sql: {{ query: \"CREATE TABLE IF NOT EXISTS t (a); {sql}\", connection: ledger }}\n", "connections: { ledger: { type: sqlite, path: ledger.db } }");

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        Assert.Equal("WEIR6611", Assert.Single(await StepsAsync(world)).Failure!.Code);
    }

    private static async Task<IReadOnlyList<StepRecord>> StepsAsync(World world) =>
        await world.Environment.Runs.StepsAsync(Assert.Single(await world.Environment.Runs.ListAsync(10, default)).Id, default);

    /// <summary>A project with one pipeline over <c>raw</c>.</summary>
    private Task<World> StartAsync(string steps, string more = "") => World.StartAsync(
        $$"""
        project: p
        buckets: { raw: {}, out: {}, data: {} }
        {{more}}
        pipelines:
          p:
            triggers: [ { object_created: raw/** } ]
            retry: { max_attempts: 2, interval: 1ms }
            steps:
        {{steps}}
        """,
        _folder);
}

using Weir.Connections;
using Weir.Engine.Connections;
using Weir.Engine.Secrets;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Postgres;

namespace Weir.Tests.Postgres;

/// <summary>Statements of steps over a real PostgreSQL.</summary>
public sealed class PostgresStatementsTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private readonly PostgresConnector _connector = new(new ConnectionPasswords(SecretFinder.None));

    private ConnectionDefinition.Postgres Connection => new("shop")
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Database = "postgres",
        User = "weir",
        PasswordVariable = PostgresServer.PasswordVariable,
    };

    [PostgresFact]
    public async Task Statements_take_effect_together_and_give_rows()
    {
        server.Execute("CREATE TABLE seen (id int PRIMARY KEY, note text, at timestamptz)");

        Assert.Equal("{\"row_count\":2}", await RunAsync("INSERT INTO seen VALUES (1, 'it''s; so', '2026-01-31T08:00:00Z'), (2, NULL, NULL)"));
        Assert.Equal(
            "{\"row_count\":1,\"row\":{\"id\":1,\"note\":\"it's; so\",\"at\":\"2026-01-31T08:00:00Z\",\"n\":1.50},\"rows\":[{\"id\":1,\"note\":\"it's; so\",\"at\":\"2026-01-31T08:00:00Z\",\"n\":1.50}]}",
            await RunAsync("DELETE FROM seen WHERE id = 2; SELECT *, 1.50 AS n FROM seen -- the rest"));
        await RefusedAsync("WEIR6043", "INSERT INTO seen VALUES (3, NULL, NULL); INSERT INTO seen VALUES (1, NULL, NULL)");
        await RefusedAsync("WEIR6611", "INSERT INTO seen VALUES (4, NULL, NULL); COMMIT; SELECT 1");
        await RefusedAsync("WEIR6612", "INSERT INTO seen VALUES (5, NULL, NULL); SELECT generate_series(1, 20000)");
        Assert.Contains("\"row_count\":1,", await RunAsync("SELECT * FROM seen"), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Cancelling_ends_the_statement_over_there()
    {
        using var stop = new CancellationTokenSource();
        var running = RunAsync("SELECT pg_sleep(600)", stop.Token);
        stop.CancelAfter(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    private async Task<string> RunAsync(string sql, CancellationToken cancellationToken = default)
    {
        var answer = new StatementAnswer();
        await _connector.RunAsync(Connection, sql, answer, cancellationToken);
        return answer.ToJson();
    }

    private async Task RefusedAsync(string code, string sql) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RefusedException>(() => RunAsync(sql))).Failure.Code);
}

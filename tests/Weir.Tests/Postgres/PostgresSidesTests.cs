using System.Globalization;

using Weir.Failures;
using Weir.Tests.Flow;

namespace Weir.Tests.Postgres;

/// <summary>Sides of reconciliations that are queries over a real PostgreSQL.</summary>
public sealed class PostgresSidesTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [PostgresFact]
    public async Task A_server_is_compared_with_the_warehouse_type_by_type()
    {
        server.Execute(
            """
            CREATE TABLE orders AS
            SELECT i::bigint AS id, 'customer ' || i AS name, (i / 7.0)::numeric(12,2) AS amount, (i % 3)::smallint AS lines, i::int AS number,
                i % 2 = 0 AS paid, i::double precision / 7 AS weight, timestamp '2026-01-01 00:00:00.123456' + i * interval '1 hour' AS at,
                timestamptz '2026-01-01 00:00:00+02' + i * interval '1 hour' AS seen, date '2026-01-01' + i AS day,
                ('00000000-0000-0000-0000-' || lpad(i::text, 12, '0'))::uuid AS uid, time '01:02:03' AS clock, i::numeric AS free,
                CASE WHEN i % 5 = 0 THEN NULL ELSE 'note'::varchar(10) END AS note
            FROM generate_series(0, 4999) AS i;
            UPDATE orders SET amount = amount + 0.01 WHERE id = 77;
            DELETE FROM orders WHERE id = 78;
            """);
        const string Target =
            """
            SELECT i AS id, 'customer ' || i AS name, round((i / 7.0)::DECIMAL(18,6), 2)::DECIMAL(12,2) AS amount, (i % 3)::SMALLINT AS lines, i::INTEGER AS number,
              i % 2 = 0 AS paid, i::DOUBLE / 7 AS weight, TIMESTAMP '2026-01-01 00:00:00.123456' + to_hours(i) AS at,
              TIMESTAMPTZ '2026-01-01 00:00:00+02' + to_hours(i) AS seen, DATE '2026-01-01' + i::INTEGER AS day,
              ('00000000-0000-0000-0000-' || lpad(i::VARCHAR, 12, '0'))::UUID AS uid, TIME '01:02:03' AS clock, i::DECIMAL(38,9) AS free,
              CASE WHEN i % 5 = 0 THEN NULL ELSE 'note' END AS note
            FROM range(5000) AS r(i)
            """;
        await using var world = await World.StartAsync(Yaml("SELECT * FROM orders", Target, "[name, amount, lines, number, paid, weight, at, seen, day, uid, clock, free, note]"));

        var found = await world.ReconcileAsync("it");

        Assert.Equal(["""{"id":77} amount""", """{"id":78} """], found.Differences.Select(d => $"{d.Key} {string.Join(',', d.Columns)}"));
        Assert.Equal((4_999, 5_000), (found.SourceRows, found.TargetRows));
    }

    [PostgresFact]
    public async Task What_the_server_refuses_is_told_without_the_password()
    {
        server.Execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 1 AS id");
        foreach (var (query, code, words) in new[]
        {
            ("SELECT nothing FROM kept", "WEIR6043", "42703"),
            ("DELETE FROM kept RETURNING id", "WEIR6043", "read-only"),
            ("SELECT id, 'x'::bytea AS data FROM kept", "WEIR6046", "'data'"),
            ("SELECT 1e-20::numeric AS id", "WEIR6046", "'id'"),
            ("SELECT 'NaN'::numeric AS id", "WEIR6046", "'id'"),
        })
        {
            await using var world = await World.StartAsync(Yaml(query, "SELECT 1 AS id", "[]"));
            await RefusedAsync(world, code, words);
        }

        await using var wrong = await World.StartAsync(Yaml("SELECT 1 AS id", "SELECT 1 AS id", "[]", variable: "WEIR_TEST_POSTGRES_WRONG"));
        Environment.SetEnvironmentVariable("WEIR_TEST_POSTGRES_WRONG", "wr0ng");
        await RefusedAsync(wrong, "WEIR6043", "28P01");
        await using var unset = await World.StartAsync(Yaml("SELECT 1 AS id", "SELECT 1 AS id", "[]", variable: "WEIR_TEST_POSTGRES_UNSET"));
        await RefusedAsync(unset, "WEIR6044", "WEIR_TEST_POSTGRES_UNSET");
        await using var nobody = await World.StartAsync(Yaml("SELECT 1 AS id", "SELECT 1 AS id", "[]", port: 1));
        await RefusedAsync(nobody, "WEIR6042", "127.0.0.1:1/postgres");
    }

    private static async Task RefusedAsync(World world, string code, string words)
    {
        var refused = await Assert.ThrowsAnyAsync<WeirException>(() => world.ReconcileAsync("it"));

        Assert.Equal((code, code == "WEIR6042"), (refused.Failure.Code, refused.IsTransient));
        Assert.Contains(words, refused.Failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.Password, refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(["0"], await world.QueryAsync("SELECT count(*) FROM weir.reconciliations"));
    }

    private string Yaml(string source, string target, string compare, string variable = PostgresServer.PasswordVariable, int? port = null) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        project: p
        buckets: { raw: }
        connections:
          shop: { type: postgres, host: 127.0.0.1, port: {{port ?? server.Port}}, database: postgres, user: weir, password: { env: {{variable}} } }
        reconciliations:
          it:
            source:
              connection: shop
              query: |
                {{source}}
            target:
              query: |
                {{target.Replace("\n", "\n        ", StringComparison.Ordinal)}}
            key: [id]
            {{(compare == "[]" ? "" : "compare: " + compare)}}
        """);
}

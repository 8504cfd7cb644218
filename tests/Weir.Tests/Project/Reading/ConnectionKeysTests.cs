using Weir.Connections;

namespace Weir.Tests.Project.Reading;

/// <summary>Connections, and the sides of reconciliations that are outside of the warehouse.</summary>
public class ConnectionKeysTests
{
    [Fact]
    public void Connections_are_read_and_their_files_are_the_projects()
    {
        using var folder = ProjectFolder.Of(
            """
            project: p
            connections:
              a: { type: postgres, host: h, port: 5433, database: d, user: u, password: { env: P }, tls: true }
              b: { type: sqlite, path: data/b.db }
            """);

        var connections = folder.ReadGood().Connections;

        Assert.Equal(
            new ConnectionDefinition.Postgres("a") { Host = "h", Port = 5433, Database = "d", User = "u", PasswordVariable = "P", RequiresTls = true },
            connections["a"]);
        Assert.Equal(new ConnectionDefinition.Sqlite("b", Path.Combine(folder.Path, "data", "b.db")), connections["b"]);
    }

    [Theory]
    [InlineData("{ type: postgres, host: h, database: d, user: u, password: x }", "WEIR2901")]
    [InlineData("{ type: postgres, host: h, database: d, user: u, password: 5 }", "WEIR2901")]
    [InlineData("{ type: postgres, host: h, database: d }", "WEIR2904")]
    [InlineData("{ type: postgres, host: h, database: d, user: u, path: x }", "WEIR2903")]
    [InlineData("{ type: postgres, host: h, database: d, user: u, port: 0 }", "WEIR2106")]
    [InlineData("{ type: sqlite }", "WEIR2904")]
    [InlineData("{ type: sqlite, path: x, user: u }", "WEIR2903")]
    [InlineData("{ type: snowflake }", "WEIR2102")]
    [InlineData("{ host: h }", "WEIR2103")]
    public void A_mistake_of_a_connection_has_its_code(string connection, string code) =>
        Assert.Equal(code, Codes($"connections: {{ c: {connection} }}\n"));

    [Theory]
    [InlineData("{ connection: c, query: SELECT 1 AS id }", "")]
    [InlineData("{ files: raw/*.csv }", "")]
    [InlineData("{ files: [raw/a.json, raw/b.json], rows: \"$.lines[*]\" }", "")]
    [InlineData("{ connection: d, query: SELECT 1 AS id }", "WEIR2902")]
    [InlineData("{ connection: c }", "WEIR2110")]
    [InlineData("{ connection: c, files: raw/a.csv }", "WEIR2707")]
    [InlineData("{ query: SELECT 1 AS id, format: csv }", "WEIR2707")]
    [InlineData("{ query: SELECT 1 AS id, files: raw/a.csv }", "WEIR2110")]
    [InlineData("{ files: raw/* }", "WEIR2401")]
    [InlineData("{ files: rwa/a.csv }", "WEIR2301")]
    public void A_mistake_of_a_side_has_its_code(string side, string code) => Assert.Equal(code, Codes(
        $"buckets: {{ raw: }}\nconnections: {{ c: {{ type: sqlite, path: x }} }}\nreconciliations: {{ r: {{ source: {side}, target: {{ query: SELECT 1 AS id }}, key: [id] }} }}\n"));

    private static string Codes(string yaml) => string.Join(',', ProjectFolder.Mistakes($"project: p\n{yaml}").Select(d => d.Failure.Code));
}

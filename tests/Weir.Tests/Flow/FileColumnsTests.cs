using Weir.Tests.DuckDb;

namespace Weir.Tests.Flow;

/// <summary>Values in the names of files become columns.</summary>
public sealed class FileColumnsTests
{
    [Theory]
    [InlineData("json", """{"id":1}""", """{"id":2,"list":[1]}""")]
    [InlineData("csv", "id\n1\n", "id\n2\n")]
    [InlineData("parquet", "SELECT 1 AS id", "SELECT 2 AS id")]
    public async Task Names_give_values_to_inferred_tables(string format, string first, string second)
    {
        await using var world = await Backlog.StartAsync(
            Yaml($"[\"raw/{{region}}/{{year}}/*.{format}\", \"other/**.{format}\"]", "filename_column: filename"),
            ($"raw/eu/2024/a.{format}", Content(format, first)),
            ($"raw/us/2025/b.{format}", Content(format, second)),
            ($"other/deep/down/c.{format}", Content(format, first)));
        await world.WhenIdleAsync();

        Assert.Equal(
            [$"1|eu|2024|raw/eu/2024/a.{format}", $"2|us|2025|raw/us/2025/b.{format}", $"1|||other/deep/down/c.{format}"],
            await world.QueryAsync("SELECT id, region, year, filename FROM t ORDER BY _weir_load_id"));
    }

    [Theory]
    [InlineData("json", """{"id":1,"year":1}""", """{"id":2}""")]
    [InlineData("csv", "id,year\n1,1\n", "id\n2\n")]
    [InlineData("parquet", "SELECT 1 AS id, 1 AS year", "SELECT 2 AS id")]
    public async Task Names_give_typed_values_to_declared_columns_and_may_be_keys(string format, string first, string second)
    {
        await using var world = await Backlog.StartAsync(
            Yaml(
                $"\"raw/{{year}}/{{day}}.{format}\"",
                "write_disposition: merge\n    primary_key: [year]\n    columns:\n      year: { type: integer }\n      id: { type: bigint }\n      day: { type: date }"),
            ($"raw/2024/2024-02-29.{format}", Content(format, first)),
            ($"raw/2025/2025-01-01.{format}", Content(format, first)),
            ($"raw/2024/2024-03-01.{format}", Content(format, second)),
            ($"raw/soon/2024-03-01.{format}", Content(format, second)));
        await world.WhenIdleAsync();

        Assert.Equal(["2|2024|2024-03-01", "1|2025|2025-01-01"], await world.QueryAsync("SELECT id, year, day::VARCHAR FROM t ORDER BY year"));
        Assert.Equal(
            [$"raw/soon/2024-03-01.{format}|'soon' in the file's name is no integer"],
            await world.QueryAsync("SELECT file, first_error FROM weir.load_history WHERE status = 'LOAD_FAILED'"));
    }

    private static string Yaml(string source, string keys) =>
        $$"""
        project: named
        buckets:
          raw: {}
          other: {}
        tables:
          t:
            source: {{source}}
            {{keys}}
        """;

    private static byte[] Content(string format, string text)
    {
        if (format != "parquet")
        {
            return System.Text.Encoding.UTF8.GetBytes(text);
        }

        using var folder = new TemporaryFolder();
        using var database = new Weir.DuckDb.DuckDbDatabase(":memory:");
        using var connection = database.Connect();
        using var command = connection.CreateCommand($"COPY ({text}) TO '{folder["file.parquet"]}' (FORMAT parquet)");
        command.ExecuteNonQuery();
        return File.ReadAllBytes(folder["file.parquet"]);
    }
}

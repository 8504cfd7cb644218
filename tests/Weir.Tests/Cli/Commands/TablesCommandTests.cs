using System.Text.Json;

namespace Weir.Tests.Cli.Commands;

/// <summary>What is in tables, as the command line tells it, with a running <c>weir up</c> and without.</summary>
public sealed class TablesCommandTests
{
    private const string Yaml =
        """
        project: shop
        buckets: { raw: {}, lake: {} }
        tables:
          orders:
            source: raw/orders/**.json
            columns:
              id: { type: bigint, nullable: false }
              name: { type: varchar }
            tests:
              - accepted_range: { column: id, max: 100 }
          events: { source: raw/events/**.json }
          idle: { source: raw/idle/**.json, columns: { a: bigint } }
          sales:
            source: raw/sales/**.csv
            columns: { year: { type: integer }, amount: { type: integer } }
            storage: { parquet: lake/sales, partition_by: [year] }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tables_are_listed_with_rows_size_last_load_and_what_they_refused(bool served)
    {
        using var project = await LoadedAsync();
        using var up = served ? await project.UpAsync() : null;

        var tables = await ReadAsync(project, "tables");

        Assert.Equal(["events", "idle", "orders", "sales"], tables.EnumerateArray().Select(table => Text(table, "table")));
        var orders = tables[2];
        Assert.Equal(("table", 2, 1, "LOAD_FAILED"), (Text(orders, "form"), orders.GetProperty("rows").GetInt32(), orders.GetProperty("quarantined").GetInt32(), Text(orders, "last_status")));
        Assert.Equal(("empty", 0, JsonValueKind.Null), (Text(tables[1], "form"), tables[1].GetProperty("rows").GetInt32(), tables[1].GetProperty("last_loaded_at").ValueKind));
        Assert.Equal("parquet", Text(tables[3], "form"));
        Assert.True(tables[3].GetProperty("bytes").GetInt64() > 0);

        var lines = (await project.RunAsync("tables")).Fine().TrimEnd().Split('\n');
        Assert.Equal(["table", "form", "rows", "size", "last", "load", "status", "quarantined", "failing", "tests"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(lines, line => line.StartsWith("orders", StringComparison.Ordinal) && line.Contains("LOAD_FAILED", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Loads_are_found_by_status_and_file_and_refused_rows_by_load(bool served)
    {
        using var project = await LoadedAsync();
        using var up = served ? await project.UpAsync() : null;

        var part = await ReadAsync(project, "loads", "--status", "PARTIALLY_LOADED", "--file", "orders");
        var ofLoad = await ReadAsync(project, "quarantine", "--load", part[0].GetProperty("load_id").GetRawText());
        var all = await ReadAsync(project, "quarantine");

        Assert.Equal("PARTIALLY_LOADED", Text(Assert.Single(part.EnumerateArray()), "status"));
        Assert.Equal(Text(part[0], "file"), Text(Assert.Single(ofLoad.EnumerateArray()), "file"));
        Assert.InRange(ofLoad.GetArrayLength(), 1, all.GetArrayLength());
        Assert.StartsWith("table", (await project.RunAsync("quarantine")).Fine(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_table_is_shown_with_columns_tests_partitions_schema_history_and_loads(bool served)
    {
        using var project = await LoadedAsync();
        using var up = served ? await project.UpAsync() : null;

        var orders = await ReadAsync(project, "table", "ORDERS");
        var sales = await ReadAsync(project, "table", "sales", "-n", "2");
        var events = await ReadAsync(project, "table", "events");

        Assert.Equal(("append", "raw/orders/**.json"), (Text(orders, "write_disposition"), orders.GetProperty("sources")[0].GetString()));
        Assert.Equal(["id BIGINT False", "name VARCHAR True"], orders.GetProperty("columns").EnumerateArray().Take(2)
            .Select(column => $"{Text(column, "name")} {Text(column, "type")} {column.GetProperty("nullable").GetBoolean()}"));
        Assert.Equal("FAILED", Text(orders.GetProperty("tests")[0], "outcome"));
        Assert.Equal(["raw/orders/b.json", "raw/orders/a.json"], orders.GetProperty("loads").EnumerateArray().Select(load => Text(load, "file")).OrderDescending(StringComparer.Ordinal));
        Assert.Equal((3, 2), (sales.GetProperty("partition_count").GetInt32(), sales.GetProperty("partitions").GetArrayLength()));
        Assert.Equal(["year=2022", "year=2023"], sales.GetProperty("partitions").EnumerateArray().Select(partition => Text(partition, "name")));
        Assert.Contains(events.GetProperty("schema_history").EnumerateArray(), note => note.GetProperty("column").GetString() == "kind");

        var text = (await project.RunAsync("table", "sales", "-n", "2")).Fine();
        Assert.StartsWith("sales: parquet, 3 rows, ", text, StringComparison.Ordinal);
        Assert.Contains("append from raw/sales/**.csv", text, StringComparison.Ordinal);
        Assert.Contains("partitions (2 of 3)", text, StringComparison.Ordinal);
        Assert.Contains("raw/sales/a.csv", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_table_that_is_not_there_is_refused_and_one_that_is_empty_is_shown(bool served)
    {
        using var project = new CliProject(Yaml);
        using var up = served ? await project.UpAsync() : null;

        (await project.RunAsync("table", "odrers")).Refused("WEIR7011", "odrers", "Did you mean 'orders'?");

        Assert.Equal("idle: nothing in it yet", (await project.RunAsync("table", "idle")).Fine().Split('\n')[0]);
        Assert.Equal(0, (await ReadAsync(project, "table", "idle")).GetProperty("loads").GetArrayLength());
    }

    private static async Task<CliProject> LoadedAsync()
    {
        var project = new CliProject(Yaml);
        project.Write("data/raw/orders/a.json", "[{\"id\":1,\"name\":\"a\"},{\"id\":\"x\"},{\"id\":2}]");
        project.Write("later/b.json", "[{\"id\":1000}]");
        project.Write("data/raw/events/a.json", "[{\"kind\":\"k\"}]");
        project.Write("data/raw/sales/a.csv", "year,amount\n2022,1\n2023,2\n2024,3\n");
        foreach (var folder in new[] { "orders", "events", "sales" })
        {
            (await project.RunAsync("put", $"data/raw/{folder}", $"raw/{folder}/")).Fine();
        }

        (await project.RunAsync("put", "later", "raw/orders/")).Fine();
        await project.RunAsync("up", "--exit-when-idle");
        return project;
    }

    private static async Task<JsonElement> ReadAsync(CliProject project, params string[] call) =>
        JsonElement.Parse((await project.RunAsync([.. call, "--json"])).Fine());

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();
}

namespace Weir.Tests.Cli.Commands;

public sealed class QueryCommandTests
{
    [Theory]
    [InlineData("FROM orders")]
    [InlineData("SELECT count(*) FROM main.Orders AS o")]
    [InlineData("DESCRIBE orders")]
    public async Task A_table_that_nothing_was_loaded_into_is_said_to_be_empty_rather_than_unknown(string sql)
    {
        using var project = new CliProject();

        (await project.RunAsync("query", sql)).Refused("WEIR6012", "The table orders is declared", "weir up");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_query_reads_no_files_but_those_of_buckets(bool served)
    {
        using var project = new CliProject();
        using var elsewhere = new CliProject();
        elsewhere.Write("secret.csv", "secret\n1\n");
        project.Write(".env", "n\n7\n");
        project.WriteOrders("data", 1, 1);
        (await project.RunAsync("put", "data", "raw/orders/")).Fine();
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        using var up = served ? await project.UpAsync() : null;
        var outside = Path.Combine(elsewhere.Folder, "secret.csv");

        (await project.RunAsync("query", $"FROM read_csv('{outside}')")).Refused("WEIR6013", "outside", "weir put");
        (await project.RunAsync("query", $"FROM read_text('{project.Folder}/../{Path.GetFileName(elsewhere.Folder)}/secret.csv')")).Refused("WEIR6013", "outside", "weir put");
        (await project.RunAsync("query", $"FROM '{outside}'")).Refused("WEIR6013", "outside", "weir put");
        (await project.RunAsync("export", "--query", $"FROM read_csv('{outside}')", "curated/out.csv")).Refused("WEIR6013", "outside", "weir put");
        (await project.RunAsync("query", $"FROM read_csv('{project.Folder}/.env')")).Refused("WEIR6013", "outside", "weir put");
        Assert.Equal("id\n1\n", (await project.RunAsync("query", $"SELECT id FROM '{project.Folder}/.weir/local/buckets/raw/orders/*.json'", "-f", "csv")).Fine());
        Assert.Equal("n\n1\n", (await project.RunAsync("query", "SELECT count(*) AS n FROM orders", "-f", "csv")).Fine());
    }

    [Fact]
    public async Task A_table_of_files_can_be_asked_whose_bucket_is_not_declared_any_more()
    {
        using var project = new CliProject(
            """
            project: orders
            buckets: { raw: {}, lake: { path: files } }
            tables:
              orders: { source: raw/**.json, columns: { id: bigint, name: varchar }, storage: { parquet: lake/orders } }
            """);
        project.WriteOrders("data", 1, 3);
        (await project.RunAsync("put", "data", "raw/orders/")).Fine();
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        project.Write("weir.yaml", "project: orders\nbuckets: { raw: {} }\n");

        Assert.Equal("n\n3\n", (await project.RunAsync("query", "SELECT count(name) AS n FROM orders", "-f", "csv")).Fine());
    }

    [Fact]
    public async Task A_table_that_is_not_declared_or_lies_elsewhere_is_told_in_the_words_of_the_warehouse()
    {
        using var project = new CliProject();
        project.WriteOrders("data", 1, 1);
        (await project.RunAsync("put", "data", "raw/orders/")).Fine();
        (await project.RunAsync("up", "--exit-when-idle")).Fine();

        (await project.RunAsync("query", "FROM ordres")).Refused("WEIR6010", "ordres does not exist", "SHOW ALL TABLES");
        (await project.RunAsync("query", "FROM weir.orders")).Refused("WEIR6010", "orders does not exist", "SHOW ALL TABLES");
    }
}

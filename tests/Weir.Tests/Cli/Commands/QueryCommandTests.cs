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

using System.Text.Json;

namespace Weir.Tests.Cli.Commands;

public sealed class TestCommandTests
{
    private const string Tested =
        """
        project: orders
        buckets:
          raw: {}
        tables:
          orders:
            source: raw/orders/**.json
            columns:
              id: { type: bigint }
              name: { type: varchar }
            tests:
              - not_null: [id]
              - matches: { column: name, pattern: "order .*" }
                severity: warn
          plain:
            source: raw/plain/**.json

        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_fails_is_told_with_its_keys_and_an_error_ends_with_1(bool served)
    {
        using var project = new CliProject(Tested);
        project.WriteOrders("data", 1, 3);
        project.Write("data/4.json", """{"id": 4, "name": "no order"}""");
        (await project.RunAsync("put", "data", "raw/orders/")).Fine();
        (await project.RunAsync("up", "--exit-when-idle")).Fine();

        var warned = (await project.RunAsync("test", "--json")).Fine();
        project.Write("weir.yaml", Tested.Replace("severity: warn", "severity: error", StringComparison.Ordinal));
        using var up = served ? await project.UpAsync() : null;
        var failed = await project.RunAsync("test", "orders");
        var sampled = await project.RunAsync("test", "orders", "--sample", "2", "--json");

        using var json = JsonDocument.Parse(warned);
        Assert.Equal(["PASSED", "WARNED"], json.RootElement.EnumerateArray().Select(r => r.GetProperty("outcome").GetString()));
        Assert.Equal("name", json.RootElement[1].GetProperty("columns")[0].GetString());
        Assert.Equal(1, failed.ExitCode);
        Assert.Matches(@"orders +matches\(name\) +name +error +FAILED +4 +1 +\{""id"":4,""name"":""no order""\}", failed.Output);
        Assert.Equal("", failed.Errors);
        using var some = JsonDocument.Parse(sampled.Output);
        Assert.Equal([2, 2], some.RootElement.EnumerateArray().Select(r => r.GetProperty("rows_checked").GetInt64()));
        Assert.Equal("6\n", (await project.RunAsync("query", "SELECT count(*) AS n FROM weir.test_results WHERE load_id IS NULL", "-f", "csv")).Fine()[2..]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_means_no_test_is_refused(bool served)
    {
        using var project = new CliProject(Tested);
        using var up = served ? await project.UpAsync() : null;

        (await project.RunAsync("test", "odrers")).Refused("WEIR7011", "no table 'odrers'", "Did you mean 'orders'?");
        (await project.RunAsync("test", "plain")).Refused("WEIR7012", "'plain' has no tests", "tests:");
        (await project.RunAsync("test", "orders")).Refused("WEIR6012", "The table orders is declared", "weir up");
        (await project.RunAsync("test")).Refused("WEIR6012", "The table orders is declared", "weir up");
    }

    [Fact]
    public async Task A_project_without_tests_has_none_to_run()
    {
        using var project = new CliProject();

        (await project.RunAsync("test")).Refused("WEIR7012", "No table of the project has tests", "tests:");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("some")]
    public async Task A_sample_is_a_number_of_rows_or_all(string sample)
    {
        using var project = new CliProject(Tested);

        var answer = await project.RunAsync("test", "--sample", sample);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("--sample takes a number of rows, or 'all'", answer.Errors, StringComparison.Ordinal);
    }
}

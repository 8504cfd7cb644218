using System.Text.Json;

namespace Weir.Tests.Cli.Commands;

/// <summary><c>weir reload</c>, as it is typed.</summary>
public sealed class ReloadCommandTests
{
    private const string WithoutTables =
        """
        project: orders
        buckets:
          raw: {}
          curated: {}
        """;

    [Fact]
    public async Task Files_that_landed_before_their_table_was_declared_are_listed_then_loaded()
    {
        using var project = await LandedAsync();

        var dry = (await project.RunAsync("reload", "curated/orders/**", "--dry-run")).Fine();
        Assert.Contains("curated/orders/1.json", dry, StringComparison.Ordinal);
        Assert.Contains("would reload 3 files into orders", dry, StringComparison.Ordinal);
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        Assert.Equal("0", await CountAsync(project));

        var reloaded = (await project.RunAsync("reload", "curated/orders/**")).Fine();
        Assert.Contains("reload 3 files into orders", reloaded, StringComparison.Ordinal);
        Assert.EndsWith("They wait for 'weir up' or 'weir up --exit-when-idle'.\n", reloaded, StringComparison.Ordinal);
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        Assert.Equal("3", await CountAsync(project));
        Assert.Contains("0 files to load, 0 B, 3 passed over", (await project.RunAsync("reload", "curated/**")).Fine(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_span_of_time_selects_what_landed_in_it()
    {
        using var project = await LandedAsync();

        Assert.Equal("[]\n", (await project.RunAsync("reload", "--since", "2001-01-01", "--until", "2001-02-01T08:30Z", "--json")).Fine());
        Assert.Equal("[]\n", (await project.RunAsync("reload", "--until", "2001-01-01", "--table", "orders", "--json")).Fine());
        using var files = JsonDocument.Parse((await project.RunAsync("reload", "--since", "2001-01-01", "--table", "orders", "--json")).Fine());

        Assert.Equal(
            ["curated/orders/1.json", "curated/orders/2.json", "curated/orders/3.json"],
            files.RootElement.EnumerateArray().Select(file => file.GetProperty("file").GetString()));
        Assert.All(files.RootElement.EnumerateArray(), file => Assert.Equal("NEVER_LOADED", file.GetProperty("before").GetString()));
    }

    [Fact]
    public async Task The_file_of_a_load_is_loaded_again_unless_it_is_another_now()
    {
        using var project = await LandedAsync();
        (await project.RunAsync("reload", "curated/orders/1.json")).Fine();
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        (await project.RunAsync("unload", "1")).Fine();

        Assert.Contains("reload 1 file into orders", (await project.RunAsync("reload", "--load", "1")).Fine(), StringComparison.Ordinal);
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        Assert.Equal("1", await CountAsync(project));

        project.WriteOrders("other", 7, 1);
        (await project.RunAsync("put", "other/7.json", "curated/orders/1.json")).Fine();
        (await project.RunAsync("reload", "--load", "1")).Refused("WEIR6024", "curated/orders/1.json", "weir reload curated/orders/1.json");
    }

    [Fact]
    public async Task What_is_not_there_is_named()
    {
        using var project = await LandedAsync();
        project.Write("stray.txt", "x");
        (await project.RunAsync("put", "stray.txt", "raw/stray.txt")).Fine();

        (await project.RunAsync("reload", "curated/orders/9.json")).Refused("WEIR7010", "curated/orders/9.json", "weir ls curated");
        (await project.RunAsync("reload", "curated/none/**")).Refused("WEIR7014", "curated/none/**", "weir ls");
        (await project.RunAsync("reload", "curated/or[ders")).Refused("WEIR7014", "curated/or[ders", "BUCKET/GLOB");
        (await project.RunAsync("reload", "curatd/orders/**")).Refused("WEIR3002", "curatd", "Did you mean 'curated'?");
        (await project.RunAsync("reload", "curated/**", "--table", "ordrs")).Refused("WEIR7011", "ordrs", "Did you mean 'orders'?");
        (await project.RunAsync("reload", "raw/stray.txt")).Refused("WEIR6025", "raw/stray.txt", "source");
        (await project.RunAsync("reload", "raw/**", "--table", "orders")).Refused("WEIR6025", "raw/**", "source");
        (await project.RunAsync("reload", "--load", "99")).Refused("WEIR6020", "99", "weir loads");
    }

    [Theory]
    [InlineData("reload", "needs FILE")]
    [InlineData("reload --table orders", "needs FILE")]
    [InlineData("reload raw/a --load 1", "--load says which file")]
    [InlineData("reload --load x", "weir loads")]
    [InlineData("reload --since yesterday", "--since takes a time")]
    public async Task A_wrong_call_is_refused(string call, string message)
    {
        using var project = new CliProject();

        (await project.RunAsync(call.Split(' '))).Refused("WEIR1001", message, "weir reload --help");
    }

    private static async Task<CliProject> LandedAsync()
    {
        var project = new CliProject(WithoutTables);
        project.WriteOrders("data", 1, 3);
        (await project.RunAsync("put", "data", "curated/orders/")).Fine();
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        project.Write("weir.yaml", CliProject.Orders);
        return project;
    }

    private static async Task<string> CountAsync(CliProject project) => (await project.RunAsync(
        "query", "SELECT count(*) AS n FROM duckdb_columns() WHERE table_name = 'orders' AND column_name = 'id'", "-f", "csv")).Fine().Split('\n')[1] == "0"
        ? "0"
        : (await project.RunAsync("query", "SELECT count(*) AS n FROM orders", "-f", "csv")).Fine().Split('\n')[1];
}

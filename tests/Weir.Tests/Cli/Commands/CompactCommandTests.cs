using System.Text.Json;

namespace Weir.Tests.Cli.Commands;

public sealed class CompactCommandTests
{
    private const string Lake =
        """
        project: orders
        buckets:
          raw: {}
          lake: {}
        tables:
          orders:
            source: raw/orders/**.json
            storage: { parquet: lake/orders }
            columns:
              id: { type: bigint }
          plain:
            source: raw/plain/**.json
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Small_files_become_one_and_again_nothing_is_left(bool served)
    {
        using var project = new CliProject(Lake);
        for (var n = 1; n < 4; n++)
        {
            project.WriteOrders($"data{n}", n, 1);
            (await project.RunAsync("put", $"data{n}", "raw/orders/")).Fine();
            (await project.RunAsync("up", "--exit-when-idle")).Fine();
        }

        using var up = served ? await project.UpAsync() : null;
        using var json = JsonDocument.Parse((await project.RunAsync("compact", "orders", "--target-size", "1MB", "--json")).Fine());
        Assert.Equal(3, json.RootElement[0].GetProperty("files_merged").GetInt32());
        Assert.Equal(1, json.RootElement[0].GetProperty("files").GetInt32());
        Assert.Equal("nothing to compact: orders has 1 file\n", (await project.RunAsync("compact", "orders")).Fine());
        Assert.Equal("n\n3\n", (await project.RunAsync("query", "SELECT count(*) AS n FROM orders", "-f", "csv")).Fine());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_table_without_files_is_refused(bool served)
    {
        using var project = new CliProject(Lake);
        using var up = served ? await project.UpAsync() : null;

        (await project.RunAsync("compact", "plain")).Refused("WEIR6305", "plain", "storage");
        (await project.RunAsync("compact", "orders")).Refused("WEIR6305", "orders", "storage");
        (await project.RunAsync("compact", "oders")).Refused("WEIR7011", "oders", "orders");
        Assert.Equal(2, (await project.RunAsync("compact", "orders", "--target-size", "big")).ExitCode);
    }
}

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

    private const string Seen =
        """
          seen:
            source: raw/acme/datasets/*/*.json
            columns:
              id: { type: bigint }
              name: { type: varchar }
            tests:
              - not_null: [name]
              - matches: { column: name, pattern: "[a-z ]+" }
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

    [Fact]
    public async Task Why_a_test_could_not_be_run_is_told_on_a_line_without_the_query_it_made()
    {
        using var project = new CliProject(Tested);
        project.WriteOrders("data", 1, 1);
        (await project.RunAsync("put", "data", "raw/orders/")).Fine();
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        project.Write("weir.yaml", Tested.Replace("not_null: [id]", "sql: SELECT nothing FROM orders", StringComparison.Ordinal));

        var broken = await project.RunAsync("test", "orders");

        Assert.Matches("""orders +sql +error +BROKEN +[0-9]+ +0 +.*"nothing" not found.*\n""", broken.Output);
        Assert.DoesNotContain("LINE 1", broken.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("↵", broken.Output, StringComparison.Ordinal);
        Assert.Contains("not found in FROM clause!\\nCandidate", (await project.RunAsync("test", "orders", "--json")).Output, StringComparison.Ordinal);
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_dataset_is_tested_many_times_and_each_time_a_report_lands(bool served)
    {
        using var project = new CliProject(Tested + Seen);
        project.Write("good.json", """{"id": 1, "name": "one"}""");
        project.Write("bad.json", """{"id": 2, "name": "<script>alert(1)</script>"}""");
        (await project.RunAsync("put", "good.json", "bad.json", "raw/work/")).Fine();
        using var up = served ? await project.UpAsync() : null;
        (await project.RunAsync("dataset", "create", "raw/acme", "raw/work/good.json", "--name", "20260101_000000_utc")).Fine();
        (await project.RunAsync("dataset", "create", "raw/acme", "raw/work/")).Fine();

        var latest = await project.RunAsync("test", "seen", "--dataset", "LATEST");
        var again = await project.RunAsync("test", "seen", "--dataset", "raw/acme", "--json");
        var older = (await project.RunAsync("test", "--dataset", "20260101_000000_utc", "--sample", "1")).Fine();
        var elsewhere = (await project.RunAsync("test", "seen", "--dataset", "raw/acme/datasets/20260101_000000_utc", "--results", "raw/said")).Fine();

        Assert.Equal(1, latest.ExitCode);
        Assert.Matches(@"seen +matches\(name\) +name +error +FAILED +2 +1 ", latest.Output);
        Assert.Equal(1, again.ExitCode);
        using var json = JsonDocument.Parse(again.Output);
        var report = json.RootElement[0].GetProperty("report").GetString()!;
        Assert.Matches(@"^raw/acme/test_results/\d{8}_\d{6}_utc/\d{8}_\d{6}_utc/index\.html$", report);
        Assert.Matches(@"seen +readable +error +PASSED +1 +0", older);
        Assert.Matches(@"report raw/said/20260101_000000_utc/\d{8}_\d{6}_utc/index\.html", elsewhere);
        var landed = (await project.RunAsync("ls", "raw/acme/test_results/")).Fine();
        Assert.Equal(6, landed.Split('\n').Count(line => line.Contains("_utc/", StringComparison.Ordinal)));
        var page = (await project.RunAsync("get", report, "-")).Fine();
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        using var stored = JsonDocument.Parse((await project.RunAsync("get", report.Replace("index.html", "results.json", StringComparison.Ordinal), "-")).Fine());
        Assert.Equal("FAILED", stored.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(3, stored.RootElement.GetProperty("tests").GetArrayLength());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_dataset_at_the_root_of_a_bucket_is_named_by_the_bucket_and_files_keep_their_folders(bool served)
    {
        using var project = new CliProject(Tested + Seen.Replace("acme/datasets/*", "acme/seen", StringComparison.Ordinal));
        project.Write("good.json", """{"id": 1, "name": "one"}""");
        (await project.RunAsync("put", "good.json", "raw/acme/seen/")).Fine();
        using var up = served ? await project.UpAsync() : null;
        (await project.RunAsync("dataset", "create", "raw", "raw/acme/seen/good.json")).Fine();

        var tested = (await project.RunAsync("test", "--dataset", "raw")).Fine();

        Assert.Matches(@"seen +readable +error +PASSED +1 +0", tested);
        Assert.Matches(@"report raw/test_results/\d{8}_\d{6}_utc/\d{8}_\d{6}_utc/index\.html", tested);
    }

    [Theory]
    [InlineData("yesterday", "WEIR6406")]
    [InlineData("raw", "WEIR6402")]
    [InlineData("LATEST", "WEIR6408")]
    [InlineData("raw/acme", "WEIR6402")]
    [InlineData("nowhere/acme", "WEIR3002")]
    public async Task A_dataset_that_is_not_there_is_refused(string dataset, string code)
    {
        using var project = new CliProject(Tested);

        var refused = await project.RunAsync("test", "orders", "--dataset", dataset);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(code, refused.Errors, StringComparison.Ordinal);
    }
}

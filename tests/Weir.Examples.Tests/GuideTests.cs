using Weir.Local.Sqlite;

namespace Weir.Examples.Tests;

/// <summary>What the first pages tell a newcomer to type does what they say.</summary>
public sealed class GuideTests
{
    [Fact]
    public async Task The_readme_leads_from_a_file_to_rows()
    {
        var output = await FollowAsync("README.md");

        Assert.Contains("All of it in", output, StringComparison.Ordinal);
        Assert.Contains("A-1", output, StringComparison.Ordinal);
        Assert.Contains("B-2", output, StringComparison.Ordinal);
        Assert.Contains("PARTIALLY_LOADED", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Getting_started_leads_to_rows_of_ones_own_json()
    {
        var output = await FollowAsync("docs/guides/getting-started.md");

        Assert.Contains("sound orders", output, StringComparison.Ordinal);
        Assert.Contains("address__city", output, StringComparison.Ordinal);
        Assert.Contains("Ghent", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guide_to_schemas_shows_what_changed()
    {
        var output = await FollowAsync("docs/guides/schemas.md");

        Assert.Contains("changed readings  column value widened from bigint to double (by raw/readings/2.json)", output, StringComparison.Ordinal);
        Assert.Contains("TYPE_WIDENED,value,bigint,double,raw/readings/2.json", output, StringComparison.Ordinal);
        Assert.Contains("COLUMN_RENAMED,reading,value,reading,raw/readings/6.json", output, StringComparison.Ordinal);
        Assert.Contains("raw/readings/3.json,LOAD_FAILED,\"the file brings the column 'unit'", output, StringComparison.Ordinal);
        Assert.Contains("raw/readings/4.json,LOAD_FAILED,\"line 1, column value: 'hot' is not a number\"", output, StringComparison.Ordinal);
        Assert.Contains("a,20.5", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guide_to_access_lets_in_and_notes_it()
    {
        var output = await FollowAsync("docs/guides/access.md");

        Assert.Contains("added ben (viewer for acme)", output, StringComparison.Ordinal);
        Assert.Matches(@"ada +operator +all ", output);
        Assert.Matches(@"ci +good +token +operator +all ", output);
        Assert.Matches(@"token revoke +ci +this machine +ok", output);
        Assert.Matches(@"user add +ada \(operator\) +this machine +ok", output);
        Assert.Contains("\n1\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guide_to_formats_reads_an_export()
    {
        var output = await FollowAsync("docs/guides/formats.md");

        Assert.Contains("Gent;Brugge,7,", output, StringComparison.Ordinal);
        Assert.Contains("Zürich,,9", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guide_to_datasets_publishes_and_reads_the_newest()
    {
        var output = await FollowAsync("docs/guides/datasets.md");

        Assert.Contains("1b/home.html", output, StringComparison.Ordinal);
        Assert.Matches(@"published raw/acme/datasets/\d{8}_\d{6}_utc/ \(1 object, 27 B\)", output);
        Assert.Matches(@"deleted raw/acme/datasets/\d{8}_\d{6}_utc/ \(2 objects, 41 B\)\n1 dataset, 41 B", output);
    }

    [Fact]
    public async Task The_guide_to_triggers_runs_what_is_asked_for()
    {
        var output = await FollowAsync("docs/guides/triggers.md");

        Assert.Contains("report succeeded in 1 attempt", output, StringComparison.Ordinal);
        Assert.Contains("zoo/monthly-1.txt", output, StringComparison.Ordinal);
        Assert.Contains("ended/report success.txt", output, StringComparison.Ordinal);
        Assert.Contains("exit code 2", output, StringComparison.Ordinal);
        Assert.Contains("published to orders-approved, for approve", output, StringComparison.Ordinal);
        Assert.Contains("approved/7 by Ann.txt", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guide_to_alerts_tells_of_failures_and_alarms()
    {
        var output = await FollowAsync("docs/guides/alerts.md");

        Assert.Contains("\"title\":\"The pipeline curate failed\"", output, StringComparison.Ordinal);
        Assert.Contains("\"title\":\"world has come\"", output, StringComparison.Ordinal);
        Assert.Contains("\"title\":\"The alarm bad-prices fires\"", output, StringComparison.Ordinal);
        Assert.Matches(@"bad-prices +firing +\S+ +quarantined_rows +2 +1", output);
        Assert.Matches(@"broken +well +\S+ +failures +1 +10", output);
        Assert.Contains("exit code 1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guide_to_observability_shows_what_was_written()
    {
        var output = await FollowAsync("docs/guides/observability.md");

        Assert.Contains("== look, attempt 1, succeeded\nlooking\n3\n", output, StringComparison.Ordinal);
        Assert.Contains("look | looking\nlook | 3\n== look, succeeded after", output, StringComparison.Ordinal);
        Assert.Contains("\nlooking\n3\ncounted\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guide_to_the_api_calls_it()
    {
        var output = await FollowAsync("docs/guides/api.md");

        Assert.Contains("\"project\":\"shop\"", output, StringComparison.Ordinal);
        Assert.Contains("\"key\":\"orders/1.json\"", output, StringComparison.Ordinal);
        Assert.Contains("[1,12.50]", output, StringComparison.Ordinal);
        Assert.Contains("\"text\":\"hello Ghent\"", output, StringComparison.Ordinal);
        Assert.Matches("\"pipeline\":\"greet\",\"state\":\"succeeded\"", output);
        Assert.Contains("""{"title":"Bad Request","status":400,"detail":"The call has no parameter 'stat'.","code":"WEIR7409",""", output, StringComparison.Ordinal);
        Assert.Contains("{\"count\":1}", output, StringComparison.Ordinal);
        Assert.Contains("weir_runs_finished_total{weir_pipeline=\"greet\",weir_run_outcome=\"success\"} 1", output, StringComparison.Ordinal);
        Assert.EndsWith("ready\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guide_to_exports_lands_files()
    {
        var output = await FollowAsync("docs/guides/export.md");

        Assert.Contains("id,region,amount", output, StringComparison.Ordinal);
        Assert.Contains("region=EU/data_0.parquet", output, StringComparison.Ordinal);
        Assert.Contains("exported 2 rows to out/by-region.json", output, StringComparison.Ordinal);
        Assert.Matches(@"exported 3 rows to out/orders/ \(2 objects, [0-9.]+ [KMB]+, in place of 2 objects\)", output);
    }

    [Fact]
    public async Task The_guide_to_tests_publishes_what_passes()
    {
        var output = await FollowAsync("docs/guides/tests.md");

        Assert.Contains("relationships(customer_id): 1 of 1 row fails", output, StringComparison.Ordinal);
        Assert.Contains("accepted_range(quantity): it is not between 1 and 1000: 0", output, StringComparison.Ordinal);
        Assert.Contains("WARNED", output, StringComparison.Ordinal);
        Assert.Matches(@"orders +row_count +error +SKIPPED +0 +0 ", output);
        Assert.Contains("\"customer_id\":7", output, StringComparison.Ordinal);
        Assert.Matches(@"orders +readable +error +PASSED +2 +0\n", output);
        Assert.Matches(@"report raw/test_results/\d{8}_\d{6}_utc/\d{8}_\d{6}_utc/index\.html", output);
        Assert.Matches(@"report raw/said/\d{8}_\d{6}_utc/index\.html", output);
    }

    [Fact]
    public async Task The_guide_to_testing_passes_what_is_right_and_shows_what_differs()
    {
        var output = await FollowAsync("docs/guides/testing.md");

        Assert.Contains("2 tests: 2 passed, 0 failed", output, StringComparison.Ordinal);
        Assert.Contains(
            """
              tests/wrong.yaml:5: table orders: 1 row found, 1 expected
                - expected {"id":1,"amount":13}
                + found    {"id":1,"amount":12.50}
            """.ReplaceLineEndings("\n"),
            output,
            StringComparison.Ordinal);
        Assert.Contains("exit code 1", output, StringComparison.Ordinal);
        Assert.Contains("3 tests: 3 passed, 0 failed", output, StringComparison.Ordinal);
        Assert.Contains("2 pipelines, 1 table, 4 tests", output, StringComparison.Ordinal);
        Assert.Contains("4 tests: 4 passed, 0 failed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guide_to_reconciliations_names_what_differs_until_nothing_does()
    {
        var output = await FollowAsync("docs/guides/reconciliations.md");

        Assert.Contains("different orders: 1 key missing in the target, 1 key missing in the source, 1 key with other values", output, StringComparison.Ordinal);
        Assert.Contains("something differs", output, StringComparison.Ordinal);
        Assert.Contains("the same orders: 4 rows on both sides", output, StringComparison.Ordinal);
        Assert.Contains("orders,match,4,4", output, StringComparison.Ordinal);
        Assert.Contains("orders-3-1-differ.txt", output, StringComparison.Ordinal);
        Assert.Contains("orders: difference", output, StringComparison.Ordinal);
        Assert.Contains("different ledger_to_invoices: 1 key with other values (3 rows in the source, 3 in the target)", output, StringComparison.Ordinal);
        Assert.Matches(@"id 2 +differs +paid false +paid true", output);
        Assert.Contains("the same archive_to_ledger: 3 rows on both sides", output, StringComparison.Ordinal);
        Assert.Contains("the ledger differs", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guide_to_steps_does_them()
    {
        var output = await FollowAsync("docs/guides/steps.md");

        Assert.Matches(@"\n7/2 rows\.csv +18 ", output);
        Assert.Matches(@"\n7/sorted\.csv +18 ", output);
        Assert.Contains("7.csv has 2 rows", output, StringComparison.Ordinal);
        Assert.Contains("2 orders of 16.25", output, StringComparison.Ordinal);
        Assert.Matches(@"\n *1 +2 +16\.25", output);
    }

    [Fact]
    public async Task The_guide_to_flow_control_takes_every_way()
    {
        var output = await FollowAsync("docs/guides/flow-control.md");

        Assert.Matches(@"\n +1 +clear +skipped .*\n +1 +large +succeeded ", output);
        Assert.Matches(@"\n +1 +clear +succeeded .*\n +1 +large +skipped ", output);
        Assert.Matches(@"\n +1 +shaky +failed .*\n +1 +shaky +succeeded ", output);
        Assert.Contains("optional was failed\n== end, attempt 1, succeeded\nthe run has succeeded", output, StringComparison.Ordinal);
        Assert.Contains("sites (prod, shop)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("sites (dev, shop)", output, StringComparison.Ordinal);
        Assert.Matches(@"\n2\.txt +12 ", output);
        Assert.Contains("\"comment\":\"looks fine\"", output, StringComparison.Ordinal);
        Assert.Matches(@"\nready\.txt +6 ", output);
        Assert.Contains("send cancelled in 1 attempt", output, StringComparison.Ordinal);
        Assert.Contains("pipeline<br/>scrape", output, StringComparison.Ordinal);
        Assert.Matches(@" publish +succeeded .*\n\S+ +publish +succeeded ", output);
        Assert.Contains("the price is 7", output, StringComparison.Ordinal);
        Assert.DoesNotContain("the price is 8", output, StringComparison.Ordinal);
    }

    [PythonFact]
    public async Task The_guide_to_functions_calls_them()
    {
        var output = await FollowAsync("docs/guides/functions.md");

        Assert.Contains("""{"id": 7, "total": 39.0}""", output, StringComparison.Ordinal);
        Assert.Contains("""{"id": 8, "total": 0}""", output, StringComparison.Ordinal);
        Assert.Contains("""{"greeting":"hello Ghent","by":"greet"}""", output, StringComparison.Ordinal);
        Assert.Contains("\"HELLO\"", output, StringComparison.Ordinal);
        Assert.Contains("it failed with 1", output, StringComparison.Ordinal);
        Assert.Matches("unchanged total|built total", output);
        Assert.Matches(@"\nlarge/7\.json +42 ", output);
        Assert.Matches(@"\n7/receipt\.json +14 ", output);
        Assert.Contains("""receipt answered {"total": 160, "kind": "large"}""", output, StringComparison.Ordinal);
        Assert.Contains("receipt for 7.json", output, StringComparison.Ordinal);
    }

    [PythonFact]
    public async Task The_guide_to_secrets_shows_none()
    {
        var output = await FollowAsync("docs/guides/secrets.md");

        Assert.Contains("set acme-db-password for local, in secrets/local.enc", output, StringComparison.Ordinal);
        Assert.Matches(@"\nlocal/eu/acme-fine\.txt ", output);
        Assert.Matches(@"\nlocal/eu/globex-fine\.txt ", output);
        Assert.Contains("""{"state":"fine","password":"***"}""", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", output, StringComparison.Ordinal);
    }

    private static async Task<string> FollowAsync(string page)
    {
        using var folder = new ExampleFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "some.json"), """{"id": 1, "address": {"city": "Ghent"}, "items": [{"sku": "A"}]}""");
        foreach (var (file, statements) in Guide.DatabasesOf(Path.Combine(Repository.Root, page)))
        {
            using var database = Database.Open(Path.Combine(folder.Path, file), readOnly: false);
            Array.ForEach(statements, database.Execute);
        }

        var followed = await folder.RunAsync("bash", "-c", Guide.ScriptOf(Path.Combine(Repository.Root, page)));

        Assert.True(followed.ExitCode == 0, $"{followed.Output}\n{followed.Errors}");
        return followed.Output;
    }
}

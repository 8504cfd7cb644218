using System.Text;

using Weir.Buckets;
using Weir.Failures;
using Weir.Server.Operations;

namespace Weir.Tests.Server;

/// <summary>What both kinds of operations promise, over an environment that is open here and over a server's socket.</summary>
public class OperationsTests
{
    public static TheoryData<bool> Both => [false, true];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_was_put_is_listed_and_read_back(bool served)
    {
        await using var environment = await TestEnvironment.OpenAsync(served);
        var operations = environment.Operations;

        var landed = await operations.PutAsync(
            [TestEnvironment.Arrival("raw/b ü/../x".Replace("../", "", StringComparison.Ordinal), "{}"), TestEnvironment.Arrival("raw/a%2F?&=#.json", "{\"id\":1}")], default);

        Assert.Equal(["b ü/x", "a%2F?&=#.json"], landed.Select(o => o.Key));
        var listed = await operations.ListObjectsAsync("raw", "", null, 10, default);
        Assert.Equal(landed.OrderBy(o => o.Key, StringComparer.Ordinal), listed);
        Assert.Equal([listed[1]], await operations.ListObjectsAsync("raw", "", listed[0].Key, 10, default));
        Assert.Equal("{\"id\":1}", await ReadAsync(operations, "raw", "a%2F?&=#.json"));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_large_body_and_many_small_ones_arrive_whole_and_in_order(bool served)
    {
        await using var environment = await TestEnvironment.OpenAsync(served);
        var large = new byte[20_000_000];
        new Random(1).NextBytes(large);
        var arrivals = Enumerable.Range(0, 600)
            .Select(n => TestEnvironment.Arrival($"raw/{n}", n == 300 ? large : Encoding.UTF8.GetBytes($"{n}")))
            .ToList();

        var landed = await environment.Operations.PutAsync(arrivals, default);

        Assert.Equal(arrivals.Select(a => a.Name.Key), landed.Select(o => o.Key));
        await using var content = await environment.Operations.OpenAsync(new ObjectName("raw", "300"), default);
        using var copy = new MemoryStream();
        await content.Content.CopyToAsync(copy);
        Assert.True(large.AsSpan().SequenceEqual(copy.ToArray()));
        Assert.Equal(landed[300], content.About);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_failure_keeps_its_code_its_words_and_its_hint(bool served)
    {
        await using var environment = await TestEnvironment.OpenAsync(served);
        var operations = environment.Operations;

        await FailsAsync("WEIR3002", "Did you mean 'raw'?", () => operations.PutAsync([TestEnvironment.Arrival("ray/a", "")], default));
        await FailsAsync("WEIR3001", "Write the key without dot segments: it may not leave its bucket.", () => operations.PutAsync([TestEnvironment.Arrival("raw/../a", "")], default));
        await FailsAsync("WEIR7010", "See what is there with 'weir ls raw'.", () => operations.OpenAsync(new ObjectName("raw", "a"), default));
        await FailsAsync("WEIR7011", "Did you mean 'orders'?", () => operations.ListLoadsAsync(new() { Table = "odrers" }, default));
        await FailsAsync("WEIR7011", "Did you mean 'orders'?", () => operations.ListQuarantineAsync("odrers", null, 10, null, default));
        await FailsAsync("WEIR6010", null, () => operations.QueryAsync("selct 1", default));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_dataset_is_published_listed_read_by_LATEST_and_deleted(bool served)
    {
        await using var environment = await TestEnvironment.OpenAsync(served);
        var operations = environment.Operations;
        await operations.PutAsync([TestEnvironment.Arrival("curated/w/1b/ü.json", "1"), TestEnvironment.Arrival("curated/w/2b/x.json", "22")], default);

        var older = await operations.CreateDatasetAsync(new DatasetOrder("raw/acme", ["curated/w/1b/"], "20260101_000000_utc"), default);
        var newest = await operations.CreateDatasetAsync(new DatasetOrder("raw/acme/", ["curated/w/"], null), default);

        Assert.Equal(("acme/datasets/", "20260101_000000_utc", 1L, 1L), (older.Prefix, older.Name, older.Objects, older.Bytes));
        Assert.Equal([newest, older], (await operations.ListDatasetsAsync("raw/acme", 10, after: null, default)).Items);
        var page = await operations.ListDatasetsAsync("raw/acme", 1, after: null, default);
        var last = await operations.ListDatasetsAsync("raw/acme", 1, page.Next, default);
        Assert.Equal([newest], page.Items);
        Assert.Equal([older], last.Items);
        Assert.Null(last.Next);
        await FailsAsync("WEIR7480", "Take 'after' from the 'next' of the page before, or leave it out to begin at the start.", () => operations.ListDatasetsAsync("raw/acme", 1, "here", default));
        await FailsAsync("WEIR7480", "Take 'after' from the 'next' of the page before, or leave it out to begin at the start.", () => operations.ListSchedulesAsync(1, "here", default));
        Assert.Equal("22", await ReadAsync(operations, "raw", "acme/datasets/LATEST/2b/x.json"));
        Assert.Equal("1", await ReadAsync(operations, "raw", "acme/datasets/20260101_000000_utc/ü.json"));
        await using (var content = await operations.OpenAsync(new ObjectName("raw", "acme/datasets/LATEST/1b/ü.json"), default))
        {
            Assert.Equal($"acme/datasets/{newest.Name}/1b/ü.json", content.About.Key);
        }

        var first = Assert.Single(await operations.ListObjectsAsync("raw", "acme/datasets/LATEST", null, 1, default));
        var rest = await operations.ListObjectsAsync("raw", "acme/datasets/LATEST", first.Key, 10, default);
        Assert.Equal(["1b/ü.json", "2b/x.json"], rest.Prepend(first).Select(o => o.Key[$"acme/datasets/{newest.Name}/".Length..]));
        Assert.Equal([older], await operations.DeleteDatasetsAsync(new DatasetRemoval { Root = "raw/acme", Keep = 1, IsDryRun = true }, default));
        Assert.Equal([newest], await operations.DeleteDatasetsAsync(new DatasetRemoval { Root = "raw/acme", Names = [newest.Name] }, default));
        Assert.Equal([older], (await operations.ListDatasetsAsync("raw/acme", 10, after: null, default)).Items);
        Assert.Empty(await operations.DeleteDatasetsAsync(new DatasetRemoval { Root = "raw/acme", PublishedBefore = DateTimeOffset.MaxValue }, default));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_a_dataset_cannot_be_is_refused(bool served)
    {
        await using var environment = await TestEnvironment.OpenAsync(served);
        var operations = environment.Operations;
        await operations.PutAsync([TestEnvironment.Arrival("curated/w/x.json", "1")], default);
        var dataset = await operations.CreateDatasetAsync(new DatasetOrder("raw", ["curated/w/"], null), default);

        await FailsAsync("WEIR3002", "Did you mean 'raw'?", () => operations.CreateDatasetAsync(new DatasetOrder("ray", ["curated/w/"], null), default));
        await FailsAsync("WEIR3002", "Did you mean 'curated'?", () => operations.CreateDatasetAsync(new DatasetOrder("raw", ["curatd/w/"], null), default));
        await FailsAsync("WEIR6403", null, () => operations.CreateDatasetAsync(new DatasetOrder("raw", ["curated/x/"], null), default));
        await FailsAsync("WEIR6404", null, () => operations.CreateDatasetAsync(new DatasetOrder("raw", ["curated/w/"], dataset.Name), default));
        await FailsAsync("WEIR6406", null, () => operations.CreateDatasetAsync(new DatasetOrder("raw", ["curated/w/"], "today"), default));
        await FailsAsync("WEIR6401", null, () => operations.CreateDatasetAsync(new DatasetOrder("raw/datasets/LATEST", ["curated/w/"], null), default));
        await FailsAsync("WEIR3001", null, () => operations.CreateDatasetAsync(new DatasetOrder("raw/../x", ["curated/w/"], null), default));
        await FailsAsync("WEIR6402", null, () => operations.DeleteDatasetsAsync(new DatasetRemoval { Root = "raw", Names = [dataset.Name, "20200101_000000_utc"] }, default));
        await FailsAsync("WEIR6402", null, () => operations.OpenAsync(new ObjectName("curated", "datasets/LATEST/x"), default));
        await FailsAsync("WEIR6402", null, () => operations.ListObjectsAsync("curated", "datasets/LATEST/", null, 10, default));
        await FailsAsync("WEIR6401", null, () => operations.PutAsync([TestEnvironment.Arrival($"raw/datasets/{dataset.Name}/x.json", "2")], default));
        await FailsAsync("WEIR6401", null, () => operations.PutAsync([TestEnvironment.Arrival("raw/datasets/LATEST/x.json", "2")], default));
        await FailsAsync("WEIR6401", null, () => operations.RemoveAsync([new ObjectName("raw", $"datasets/{dataset.Name}/x.json")], default));
        Assert.Equal([dataset], (await operations.ListDatasetsAsync("raw", 10, after: null, default)).Items);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Removing_tells_how_many_were_there(bool served)
    {
        await using var environment = await TestEnvironment.OpenAsync(served);
        await environment.Operations.PutAsync([TestEnvironment.Arrival("raw/a", "1"), TestEnvironment.Arrival("raw/b/c", "2")], default);

        Assert.Equal(2, await environment.Operations.RemoveAsync([new("raw", "a"), new("raw", "b/c"), new("raw", "d")], default));
        Assert.Empty(await environment.Operations.ListObjectsAsync("raw", "", null, 10, default));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_happened_is_listed_and_nothing_more(bool served)
    {
        await using var environment = await TestEnvironment.OpenAsync(served);
        await environment.Operations.PutAsync([TestEnvironment.Arrival("raw/a.json", "{}"), TestEnvironment.Arrival("curated/b", "")], default);

        var events = await environment.Operations.ListEventsAsync(10, null, default);
        Assert.Equal(["b", "a.json"], events.Select(e => e.Object!.Key));
        Assert.Equal([0, 1], events.Select(e => e.Waiting));
        Assert.Equal([events[1]], await environment.Operations.ListEventsAsync(10, events[0].Position, default));
        Assert.Empty(await environment.Operations.ListRunsAsync(10, default));
        Assert.Empty((await environment.Operations.ListDeadLettersAsync(10, null, default)).Items);
        Assert.Equal(0, await environment.Operations.RedriveAsync(null, default));
        await FailsAsync("WEIR7015", "See the last ones with 'weir runs'.", () => environment.Operations.ListRunEventsAsync(Weir.Runs.RunId.New(TimeProvider.System), 10, null, default));
        await FailsAsync("WEIR7015", "See the last ones with 'weir runs'.", () => environment.Operations.RerunAsync(new RerunOrder("run_1", true), default));
        Assert.Empty((await environment.Operations.ListLoadsAsync(new() { Table = "orders" }, default)).Items);
        Assert.Empty((await environment.Operations.ListLoadsAsync(new(), default)).Items);
        Assert.Empty((await environment.Operations.ListQuarantineAsync("orders", null, 10, null, default)).Items);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_reload_sends_files_to_tables_page_by_page_and_a_dry_run_does_not(bool served)
    {
        await using var environment = await TestEnvironment.OpenAsync(served);
        var operations = environment.Operations;
        await operations.PutAsync([.. Enumerable.Range(0, 1_500).Select(n => TestEnvironment.Arrival($"raw/{n:D4}.json", "{}"))], default);
        var selection = new ReloadSelection { File = "raw/**", Table = "orders", IsDryRun = true };

        var first = await operations.ReloadAsync(selection, default);
        var last = await operations.ReloadAsync(selection with { After = first.Next, IsDryRun = false }, default);

        Assert.Equal((1_000, 500, null), (first.Files.Count, last.Files.Count, last.Next));
        Assert.Equal(("orders", "raw/1000.json", 2L, "NEVER_LOADED"), (last.Files[0].Table, last.Files[0].File, last.Files[0].Size, last.Files[0].Before));
        var events = await operations.ListEventsAsync(2_500, null, default);
        Assert.Equal(500, events.Count(e => e.Type == "object_reloaded" && e.Waiting == 1));
        await FailsAsync("WEIR7014", null, () => operations.ReloadAsync(new ReloadSelection { File = "raw/[" }, default));
        await FailsAsync("WEIR6020", null, () => operations.ReloadAsync(new ReloadSelection { Load = 1 }, default));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_status_names_what_is_served(bool served)
    {
        await using var environment = await TestEnvironment.OpenAsync(served);

        var status = await environment.Operations.StatusAsync(default);

        Assert.Equal("orders", status.Project);
        Assert.Equal(["raw", "curated"], status.Buckets.Select(b => b.Name));
        Assert.Equal(["orders"], status.Tables);
        Assert.Equal(Environment.ProcessId, status.ProcessId);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Values_keep_their_exactness_and_their_nesting(bool served)
    {
        await using var environment = await TestEnvironment.OpenAsync(served);
        const string Sql =
            """
            SELECT 1.50::DECIMAL(38,2), 170141183460469231731687303715884105727::HUGEINT, NULL, '', 'a"é\n',
                   TIMESTAMP '2020-01-02 03:04:05.000006', TIMESTAMPTZ '2020-01-02 03:04:05+00', DATE '2020-01-02', TIME '03:04:05',
                   {'a': [1, NULL], 'b': {'c': true}}, MAP {'k': 1.5}, '{"x": 1.0}'::JSON, '\xAB'::BLOB, INTERVAL '14 months 3 days 5.5 seconds',
                   'NaN'::DOUBLE, 0.1::DOUBLE, 'inf'::FLOAT, 12345678901234567890123456789.012345678::DECIMAL(38,9)
            """;

        await using var answer = await environment.Operations.QueryAsync(Sql, default);
        var rows = await RowsOf(answer);

        Assert.Equal(
            """
            [1.50,170141183460469231731687303715884105727,null,"","a\"é\\n","2020-01-02T03:04:05.000006","2020-01-02T03:04:05Z","2020-01-02","03:04:05",{"a":[1,null],"b":{"c":true}},{"k":1.5},{"x":1.0},"ab","P1Y2M3DT5.5S","NaN",0.1,"Infinity",12345678901234567890123456789.012345678]
            """,
            Assert.Single(rows));
        Assert.Equal("DECIMAL(38,2)", answer.Columns[0].Type);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_long_answer_streams_and_may_be_left_early(bool served)
    {
        await using var environment = await TestEnvironment.OpenAsync(served);
        await using (var answer = await environment.Operations.QueryAsync("SELECT range AS n FROM range(100000000)", default))
        {
            await foreach (var row in answer.Rows)
            {
                Assert.Equal("[0]", Encoding.UTF8.GetString(row.Span));
                break;
            }
        }

        await using var whole = await environment.Operations.QueryAsync("SELECT range AS n FROM range(30000)", default);
        Assert.Equal(30_000, (await RowsOf(whole)).Count);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task An_error_amid_the_rows_is_told(bool served)
    {
        await using var environment = await TestEnvironment.OpenAsync(served);

        await FailsAsync("WEIR6010", null, async () =>
        {
            await using var answer = await environment.Operations.QueryAsync(
                "SELECT CASE WHEN range = 2999999 THEN error('stop here') ELSE 'x' END FROM range(3000000)", default);
            await RowsOf(answer);
        });
    }

    private static async Task FailsAsync(string code, string? hint, Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<RefusedException>(call);
        Assert.Equal(code, error.Failure.Code);
        if (hint is not null)
        {
            Assert.Equal(hint, error.Failure.Hint);
        }
    }

    private static async Task<List<string>> RowsOf(QueryAnswer answer)
    {
        var rows = new List<string>();
        await foreach (var row in answer.Rows)
        {
            rows.Add(Encoding.UTF8.GetString(row.Span));
        }

        return rows;
    }

    private static async Task<string> ReadAsync(IOperations operations, string bucket, string key)
    {
        await using var content = await operations.OpenAsync(new ObjectName(bucket, key), default);
        using var reader = new StreamReader(content.Content);
        return await reader.ReadToEndAsync();
    }
}

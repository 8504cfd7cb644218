using System.Text;

using Weir.Failures;
using Weir.Server.Operations;
using Weir.Server.Operations.Queries;

namespace Weir.Tests.Server.Data;

/// <summary>What one query may take of the warehouse.</summary>
public class LimitedQueriesTests
{
    private const string Project = "project: shop\nbuckets: { raw: {} }\n";

    private static readonly QueryLimits Wide = new(long.MaxValue, long.MaxValue, TimeSpan.FromMinutes(5));

    [Fact]
    public async Task Rows_and_bytes_beyond_the_limit_are_left_out_and_that_is_said()
    {
        await using var project = await DataProject.OpenAsync(Project);

        var rows = await AskAsync(project, "SELECT unnest(range(10))", Wide with { Rows = 3 });
        var bytes = await AskAsync(project, "SELECT repeat('x', 1000) FROM range(100)", Wide with { Bytes = 10_000 });
        var whole = await AskAsync(project, "SELECT unnest(range(3))", Wide with { Rows = 3 });

        Assert.Equal((3, true), (rows.Rows.Count, rows.IsCut));
        Assert.Equal((9, true), (bytes.Rows.Count, bytes.IsCut));
        Assert.Equal((3, false), (whole.Rows.Count, whole.IsCut));
    }

    [Theory]
    [InlineData("SELECT count(*) FROM range(10000000000) AS a, range(1000) AS b")]
    [InlineData("SELECT sleep_ms(600000)")]
    public async Task A_query_ends_when_its_time_is_up(string sql)
    {
        await using var project = await DataProject.OpenAsync(Project);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => AskAsync(project, sql, Wide with { Time = TimeSpan.FromMilliseconds(300) }));

        Assert.Equal("WEIR7482", refused.Failure.Code);
        Assert.Single((await AskAsync(project, "SELECT 1", Wide)).Rows);
    }

    [Theory]
    [InlineData("SELECT repeat(repeat('x', 1000), 200000)", "WEIR6010", "200,000,000 bytes")]
    [InlineData("SELECT string_agg(repeat('x', 1000), ',') FROM range(200000)", "WEIR6010", "200,199,999 bytes")]
    [InlineData("SELECT encode(repeat(repeat('x', 1000), 200000))", "WEIR6010", "200,000,000 bytes")]
    [InlineData("SELECT list(range) FROM range(5000000)", "WEIR6010", "5,000,000 elements")]
    [InlineData("SELECT [range(5000000)]", "WEIR6010", "5,000,000 elements")]
    [InlineData("SELECT {'a': repeat(repeat('x', 1000), 200000)}", "WEIR6010", "200,000,000 bytes")]
    [InlineData("SELECT a, a, a, a FROM (SELECT repeat(repeat('x', 1000), 1000 + range) AS a FROM range(1))", "WEIR7487", "2,000,000 bytes")]
    public async Task A_giant_is_refused_before_it_takes_the_memory(string sql, string code, string saying)
    {
        await using var project = await DataProject.OpenAsync(Project);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => AskAsync(project, sql, Wide with { Bytes = 2_000_000 }));

        Assert.Equal(code, refused.Failure.Code);
        Assert.Contains(saying, refused.Failure.Message, StringComparison.Ordinal);
        Assert.Single((await AskAsync(project, "SELECT 1", Wide)).Rows);
    }

    [Fact]
    public async Task Rows_that_are_not_read_in_time_are_not_waited_for()
    {
        await using var project = await DataProject.OpenAsync(Project);
        await using var answer = await project.Data.Queries.QueryAsync("SELECT range FROM range(100000000)", Wide with { Time = TimeSpan.FromSeconds(1) }, default);

        var refused = await Assert.ThrowsAsync<RefusedException>(async () =>
        {
            await foreach (var row in answer.Rows)
            {
                await Task.Yield();
            }
        });

        Assert.Equal("WEIR7482", refused.Failure.Code);
    }

    [Fact]
    public async Task A_caller_who_goes_away_ends_the_query()
    {
        await using var project = await DataProject.OpenAsync(Project);
        using var gone = new CancellationTokenSource();
        var asked = project.Data.Queries.QueryAsync("SELECT count(*) FROM range(10000000000) AS a, range(1000) AS b", Wide, gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task A_query_ends_before_the_machine_has_no_memory_left()
    {
        await using var project = await DataProject.OpenAsync(Project);
        using var queries = new LimitedQueries(project.Session.Warehouse, new ProcessMemory(() => 2, most: 1), TimeProvider.System);

        var refused = await Assert.ThrowsAsync<RefusedException>(
            async () => await queries.QueryAsync("SELECT count(*) FROM range(10000000000) AS a, range(1000) AS b", Wide, default));

        Assert.Equal("WEIR7483", refused.Failure.Code);
    }

    [Fact]
    public async Task Who_comes_when_all_turns_are_taken_waits_and_gets_the_one_that_is_given_back()
    {
        await using var project = await DataProject.OpenAsync(Project);
        var held = new List<QueryAnswer>();
        for (var n = 0; n < 4; n++)
        {
            held.Add(await project.Data.Queries.QueryAsync("SELECT 1", Wide, default));
        }

        var waiting = project.Data.Queries.QueryAsync("SELECT 2", Wide, default);
        Assert.False(waiting.IsCompleted);
        await held[0].DisposeAsync();
        await (await waiting).DisposeAsync();
        var refused = await Assert.ThrowsAsync<UnavailableException>(async () =>
        {
            held.Add(await project.Data.Queries.QueryAsync("SELECT 3", Wide, default));
            await project.Data.Queries.QueryAsync("SELECT 4", Wide, default);
        });

        Assert.Equal("WEIR7481", refused.Failure.Code);
        foreach (var answer in held)
        {
            await answer.DisposeAsync();
        }
    }

    [Fact]
    public async Task Texts_that_a_spreadsheet_would_run_get_an_apostrophe_and_numbers_stay_numbers()
    {
        await using var project = await DataProject.OpenAsync(Project);
        await using var answer = await project.Data.Queries.QueryAsync(
            """
            SELECT '=1+1' AS "=a", '+x' AS b, '-2' AS c, -2 AS d, '@x' AS e, E'\t=1' AS f, 'a,"b"' AS g, NULL AS h, [1, 2] AS i, 170141183460469231731687303715884105727 AS j, '-1+cmd|''x''!A1' AS k
            """,
            Wide,
            default);
        var csv = new StringBuilder(CsvText.Header(answer.Columns));
        await foreach (var row in answer.Rows)
        {
            csv.Append(CsvText.Row(row));
        }

        Assert.Equal("'=a,b,c,d,e,f,g,h,i,j,k\r\n'=1+1,'+x,-2,-2,'@x,'\t=1,\"a,\"\"b\"\"\",,\"[1,2]\",170141183460469231731687303715884105727,'-1+cmd|'x'!A1\r\n", csv.ToString());
    }

    private static async Task<ResultTable> AskAsync(DataProject project, string sql, QueryLimits limits) =>
        await ResultTable.ReadAsync(await project.Data.Queries.QueryAsync(sql, limits, default), default);
}

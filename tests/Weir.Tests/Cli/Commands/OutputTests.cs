using System.Globalization;
using System.Text.Json;

using Weir.Cli.Invocation;
using Weir.Cli.Terminals;

namespace Weir.Tests.Cli.Commands;

/// <summary>What programs read.</summary>
public sealed class OutputTests
{
    /// <summary>Stands for the load that published rows, whose number depends on which file was read first.</summary>
    private const string TheLoad = "the load";

    /// <summary>Stands for the last run.</summary>
    private const string TheRun = "the run";

    private static readonly string[][] JsonCalls =
    [
        ["validate"],
        ["graph"],
        ["put", "more.json", "raw/orders/"],
        ["get", "curated/orders/1.json", "got.json"],
        ["ls"],
        ["ls", "raw"],
        ["dataset", "create", "raw", "raw/orders/"],
        ["dataset", "list", "raw"],
        ["dataset", "show", "raw"],
        ["dataset", "delete", "raw", "--keep", "1"],
        ["query", "SELECT *, NULL AS nothing, [1, 2] AS list, 'a\"\n€' AS text FROM orders"],
        ["export", "orders", "curated/exports/orders.csv"],
        ["tables"],
        ["table", "orders_lake"],
        ["loads"],
        ["quarantine", "orders"],
        ["events"],
        ["runs"],
        ["run", "asked", "--input", "who=me"],
        ["run", "asked", "--no-wait"],
        ["publish", "news", "{\"id\": 1}"],
        ["show", TheRun],
        ["rerun", TheRun],
        ["logs", TheRun],
        ["dead-letters"],
        ["alarms"],
        ["secret", "list"],
        ["secret", "scan"],
        ["reconcile"],
        ["test", "orders", "--sample", "2"],
        ["compact", "orders_lake"],
        ["unload", TheLoad, "--dry-run"],
        ["unload", TheLoad],
        ["reload", "--load", TheLoad, "--dry-run"],
        ["reload", "--load", TheLoad],
        ["backfill", "orders", "--from", "2020-01-01"],
        ["function", "list"],
        ["function", "build"],
    ];

    [Fact]
    public async Task Json_is_an_array_of_objects_or_one_object()
    {
        using var project = await LoadedAsync();

        foreach (var call in JsonCalls)
        {
            var typed = await Task.WhenAll(call.Select(async word => word switch
            {
                TheLoad => await LoadOfAsync(project),
                TheRun => await RunOfAsync(project),
                _ => word,
            }));
            var output = (await project.RunAsync([.. typed, "--json"])).Fine();

            using var json = JsonDocument.Parse(output);
            if (call is ["get", ..] or ["show", ..] or ["table", ..] or ["graph"] or ["rerun", ..] or ["run", ..] or ["publish", ..] or ["export", ..] or ["dataset", "create", ..] or ["backfill", ..] or ["reload", .., "--dry-run"])
            {
                Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
            }
            else
            {
                Assert.All(json.RootElement.EnumerateArray(), record => Assert.Equal(JsonValueKind.Object, record.ValueKind));
                Assert.Equal(json.RootElement.GetArrayLength() == 0 ? 1 : json.RootElement.GetArrayLength() + 2, output.TrimEnd().Split('\n').Length);
            }

            Assert.True(call is ["dataset", "delete", ..] || call[0] is "validate" or "dead-letters" or "alarms" or "reconcile" or "logs" or "secret" || output.Length > 10, $"{call[0]} lists something.");
        }
    }

    private static async Task<string> LoadOfAsync(CliProject project)
    {
        using var loads = JsonDocument.Parse((await project.RunAsync("loads", "orders", "--json")).Fine());
        return loads.RootElement.EnumerateArray().First(load => load.GetProperty("rows_loaded").GetInt64() > 0)
            .GetProperty("load_id").GetInt64().ToString(CultureInfo.InvariantCulture);
    }

    private static async Task<string> RunOfAsync(CliProject project)
    {
        using var runs = JsonDocument.Parse((await project.RunAsync("runs", "--json")).Fine());
        return runs.RootElement[0].GetProperty("id").GetString()!;
    }

    [Fact]
    public async Task Json_is_an_empty_array_when_there_is_nothing()
    {
        using var project = new CliProject();

        foreach (var call in new[] { "ls raw", "loads", "quarantine orders", "events", "runs", "dead-letters" })
        {
            Assert.Equal("[]\n", (await project.RunAsync([.. call.Split(' '), "--json"])).Fine());
        }
    }

    [Fact]
    public void Every_command_that_prints_json_is_tried()
    {
        using var terminal = new Terminal(Stream.Null, Stream.Null, Stream.Null);
        var common = new CommonOptions(".");
        var commands = Weir.Cli.House.CommandsOn(terminal, common, (_, _) => Task.FromResult(0)).Commands;

        Assert.Empty(commands.Where(command => command.Options.Contains(common.Json)).Select(command => command.FullName)
            .Except(JsonCalls.SelectMany(call => (string[])[call[0], string.Join(' ', call.Take(2))]))
            .Except(RunWordTests.Commands)
            .Except(AccessCommandTests.Commands)
            .Except(SchedulesCommandTests.Commands));
    }

    [Fact]
    public async Task Mistakes_are_json_too()
    {
        using var project = new CliProject("project: orders\nbuckts: {}\n");

        var answer = await project.RunAsync("validate", "--json");

        Assert.Equal(2, answer.ExitCode);
        using var json = JsonDocument.Parse(answer.Output);
        Assert.Equal("Did you mean 'buckets'?", json.RootElement[0].GetProperty("hint").GetString());
        Assert.Equal(2, json.RootElement[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task Csv_has_a_header_line_and_quotes_where_they_are_needed()
    {
        using var project = new CliProject();

        var csv = (await project.RunAsync(
            "query", "SELECT 1 AS a, 'x,\"y\"' AS \"b c\", NULL AS n, '' AS e, 1.50 AS d, TIMESTAMP '2026-11-20 10:00:00' AS t", "-f", "csv")).Fine();
        var none = (await project.RunAsync("query", "SELECT 1 AS a, 2 AS b WHERE false", "-f", "csv")).Fine();

        Assert.Equal("a,b c,n,e,d,t\n1,\"x,\"\"y\"\"\",,\"\",1.50,2026-11-20T10:00:00\n", csv);
        Assert.Equal("a,b\n", none);
    }

    [Fact]
    public async Task In_a_pipe_a_list_is_plain_and_whole()
    {
        using var project = await LoadedAsync();

        foreach (var call in new[] { "ls raw", "loads", "quarantine orders", "events", "runs", "query FROM/**/orders" })
        {
            var output = (await project.RunAsync(call.Split(' '))).Fine();

            Assert.DoesNotContain('\e', output);
            Assert.DoesNotContain('…', output);
            Assert.DoesNotContain('│', output);
            Assert.All(output.TrimEnd('\n').Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_said_to_be_so()
    {
        using var project = new CliProject();
        project.WriteOrders("data", 1, 1);
        (await project.RunAsync("put", "data", "raw/orders/")).Fine();

        (await project.RunAsync("get", "raw/orders/1.json", "nowhere/y")).Refused("WEIR1007", "nowhere", "Name another file");
    }

    private static async Task<CliProject> LoadedAsync()
    {
        var project = new CliProject(
            CliProject.Orders.Replace("  curated: {}", "  curated: {}\n  lake: {}", StringComparison.Ordinal)
                .Replace("pipelines:", "pipelines:\n  asked: { triggers: [{ manual: true }], inputs: { who: }, steps: [delete: 'lake/{{default inputs.who \"x\"}}'] }", StringComparison.Ordinal)
            + "\n    tests:\n      - not_null: [id]"
            + "\n  orders_lake:\n    source: curated/orders/**.json\n    storage: { parquet: lake/orders }\n    columns:\n      id: { type: bigint }\n");
        project.Write("functions/greet/handler.py", "");
        project.WriteOrders("data", 1, 3);
        project.Write("data/4.json", """{"id": null, "name": "no id"}""");
        project.WriteOrders(".", 5, 1);
        File.Move(Path.Combine(project.Folder, "5.json"), Path.Combine(project.Folder, "more.json"));
        (await project.RunAsync("put", "data", "raw/orders/")).Fine();
        await project.RunAsync("up", "--exit-when-idle");
        return project;
    }
}

using System.Text.Json;

namespace Weir.Tests.Cli.Commands;

public sealed class RunCommandTests
{
    private const string Asked =
        """
        project: asked
        buckets:
          raw: {}
          curated: {}
        tables:
          orders:
            source: curated/**.json
            columns: { id: { type: bigint } }
        pipelines:
          take:
            triggers: [{ manual: true }, { message: orders }]
            inputs:
              name: { default: data/1.json }
              kind: { options: [some, all], default: some }
            steps: [{ copy: { from: "raw/{{inputs.name}}", to: "curated/{{inputs.kind}}.json" } }]
          other:
            triggers: [{ object_created: raw/other/* }]
            steps: [{ delete: raw/x }]
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_waits_for_the_end_and_tells_how_that_was(bool served)
    {
        using var project = await WithDataAsync();
        using var up = served ? await project.UpAsync() : null;

        using var good = JsonDocument.Parse((await project.RunAsync("run", "take", "-i", "kind=all", "--json")).Fine());
        var bad = await project.RunAsync("run", "take", "--input", "name=nothing");

        Assert.Equal("succeeded", good.RootElement.GetProperty("run").GetProperty("state").GetString());
        Assert.Equal("copy-1", good.RootElement.GetProperty("steps")[0].GetProperty("step").GetString());
        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("take failed in 1 attempt", bad.Output, StringComparison.Ordinal);
        Assert.Contains("WEIR5002", bad.Output, StringComparison.Ordinal);
        (await project.RunAsync("get", "curated/all.json", "got.json")).Fine();
        if (!served)
        {
            Assert.Equal("n\n1\n", (await project.RunAsync("query", "SELECT count(*) AS n FROM orders", "-f", "csv")).Fine());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_cannot_be_asked_for_is_refused(bool served)
    {
        using var project = await WithDataAsync();
        using var up = served ? await project.UpAsync() : null;

        (await project.RunAsync("run", "tak")).Refused("WEIR7017", "'tak'", "Did you mean 'take'?");
        (await project.RunAsync("run", "other")).Refused("WEIR7018", "'other'", "manual: true");
        (await project.RunAsync("run", "take", "-i", "nam=1")).Refused("WEIR7019", "'nam'", "Its inputs: name, kind.");
        (await project.RunAsync("run", "take", "-i", "kind=most")).Refused("WEIR7019", "none of some, all", "another value");
        (await project.RunAsync("run", "take", "-i", "kind")).Refused("WEIR1001", "NAME=VALUE", "--help");
        (await project.RunAsync("publish", "orders", new string('x', 300_000))).Refused("WEIR7020", "256 KB", "bucket");
    }

    [Fact]
    public async Task What_the_run_puts_off_for_long_is_not_waited_for()
    {
        using var project = new CliProject("""
            project: later
            buckets: { raw: {}, curated: {} }
            pipelines:
              now:
                triggers: [{ manual: true }]
                steps:
                  - { schedule: { pipeline: soon, in: 300ms } }
                  - { schedule: { pipeline: late, in: 5h } }
              soon:
                triggers: [{ manual: true }]
                steps: [{ copy: { from: raw/a.json, to: curated/soon.json } }]
              late:
                triggers: [{ manual: true }]
                steps: [{ copy: { from: raw/a.json, to: curated/late.json } }]
            """);
        project.Write("a.json", "{}");
        (await project.RunAsync("put", "a.json", "raw/a.json")).Fine();

        Assert.Contains("Put off for later, the first until", (await project.RunAsync("run", "now")).Fine(), StringComparison.Ordinal);

        Assert.Contains("soon.json", (await project.RunAsync("ls", "curated")).Fine(), StringComparison.Ordinal);
        Assert.Contains("late", (await project.RunAsync("schedules")).Fine(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_only_asked_for_is_done_later(bool served)
    {
        using var project = await WithDataAsync();
        using (served ? await project.UpAsync() : null)
        {
            Assert.StartsWith("asked for take, run run_", (await project.RunAsync("run", "take", "--no-wait")).Fine(), StringComparison.Ordinal);
            Assert.Equal("published to orders, for take\n", (await project.RunAsync("publish", "orders", "{}")).Fine());
            Assert.Equal("published to orders, for take\n", (await project.RunAsync("""{"id":8}""", ["publish", "orders", "-"])).Fine());
            Assert.Equal("published to nobody, for which no pipeline waits\n", (await project.RunAsync("publish", "nobody")).Fine());
        }

        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        using var runs = JsonDocument.Parse((await project.RunAsync("runs", "--json")).Fine());
        Assert.Equal(["succeeded", "succeeded", "succeeded"], runs.RootElement.EnumerateArray().Select(run => run.GetProperty("state").GetString()));
        Assert.Contains("orders: {\"id\":8}", (await project.RunAsync("events")).Fine(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_goes_on_waiting_when_the_command_that_did_the_run_is_killed_and_then_does_it_itself()
    {
        using var project = new CliProject(
            """
            project: cron
            pipelines:
              until:
                triggers: [{ manual: true }]
                inputs: { file: {} }
                steps:
                  - shell: until test -e "$FILE"; do sleep 0.05; done
                    env: { FILE: "{{inputs.file}}" }
            """);
        var (first, second) = (Path.Combine(project.Folder, "first"), Path.Combine(project.Folder, "second"));
        using var one = project.Start("run", "until", "-i", $"file={first}");
        await RunningAsync(project, 1);
        using var other = project.Start("run", "until", "-i", $"file={second}", "--json");
        await RunningAsync(project, 2);

        await one.KillAsync();
        project.Write("first", "");
        project.Write("second", "");

        using var shown = JsonDocument.Parse((await other.WhenEndedAsync()).Fine());
        Assert.Equal("succeeded", shown.RootElement.GetProperty("run").GetProperty("state").GetString());
        using var runs = JsonDocument.Parse((await project.RunAsync("runs", "--json")).Fine());
        Assert.Equal(["succeeded", "succeeded"], runs.RootElement.EnumerateArray().Select(run => run.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task A_run_that_was_under_way_when_weir_was_killed_is_told_of_as_such()
    {
        using var project = new CliProject(
            """
            project: killed
            pipelines:
              long:
                triggers: [{ manual: true }]
                steps: [{ name: quick, shell: "true" }, { name: slow, shell: sleep 600 }]
            """);
        using var up = await project.UpAsync();
        using var asked = JsonDocument.Parse((await project.RunAsync("run", "long", "--no-wait", "--json")).Fine());
        var run = asked.RootElement.GetProperty("id").GetString()!;
        await RunningAsync(project, 1);
        while (!(await project.RunAsync("show", run)).Fine().Contains("quick", StringComparison.Ordinal))
        {
        }

        await up.KillAsync();

        (await project.RunAsync("show", run)).Refused("WEIR7015", "was under way", "Start 'weir up'");
    }

    private static async Task RunningAsync(CliProject project, int count)
    {
        while (true)
        {
            using var runs = JsonDocument.Parse((await project.RunAsync("runs", "--json")).Fine());
            if (runs.RootElement.EnumerateArray().Count(run => run.GetProperty("state").GetString() == "running") == count)
            {
                return;
            }
        }
    }

    private static async Task<CliProject> WithDataAsync()
    {
        var project = new CliProject(Asked);
        project.WriteOrders("data", 1, 1);
        (await project.RunAsync("put", "data", "raw/data/")).Fine();
        return project;
    }
}

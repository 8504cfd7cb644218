using System.Text.Json;

using Weir.Tests.Functions;

namespace Weir.Tests.Cli.Commands;

/// <summary>What runs write, after the fact and as they write it (S3.24, S3.35).</summary>
public sealed class LogsCommandTests
{
    private const string Yaml =
        """
        project: logs
        pipelines:
          talk:
            triggers: [{ manual: true }]
            steps:
              - name: shout
                env: { TOKEN: { secret: token } }
                shell: |
                  echo "first $TOKEN"
                  until [ -e "$WEIR_PROJECT_DIR/gate-1" ]; do sleep 0.05; done
                  echo second
              - { name: answer, function: talk }
              - { name: sure, approve: "Sure?" }
              - { name: last, shell: "echo over" }
          fails:
            triggers: [{ manual: true }]
            retry: { max_attempts: 1 }
            steps:
              - name: each
                for_each: { in: [a, b], steps: [{ name: say, shell: "echo {{quote item}}; echo again" }] }
              - { name: bad, shell: "echo about to fail; exit 3" }
        """;

    private const string Handler =
        """
        import os, time
        def handler(event, context):
            print("third")
            while not os.path.exists(os.environ["GATE"]):
                time.sleep(0.05)
            print("fourth")
            return {}
        """;

    [PythonFact]
    public async Task A_run_is_followed_as_it_writes_over_its_waits_and_over_other_processes_until_it_ends()
    {
        using var project = Project();
        CliProcess follower;
        string run;
        using (var up = await project.UpAsync())
        {
            run = await AskAsync(project, "talk");
            follower = project.Start("logs", run, "--follow");

            // Each of these is written while the step that writes it is under way.
            Assert.Equal("shout | first ***", await follower.ReadLineAsync("first"));
            project.Write("gate-1", "");
            await follower.ReadUntilAsync("shout | second");
            Assert.Contains("== shout, succeeded after ", await follower.ReadLineAsync("== shout, "), StringComparison.Ordinal);
            await follower.ReadUntilAsync("== answer, attempt 1");
            await follower.ReadUntilAsync("answer | third");
            project.Write("gate-2", "");
            await follower.ReadUntilAsync("answer | fourth");
            await follower.ReadUntilAsync("== sure waits");
            await follower.ReadUntilAsync($"== {run} of talk waits");

            // Whoever follows holds up nobody who stops.
            await up.SignalAsync("INT");
            (await up.WhenEndedAsync()).Fine();
        }

        using (follower)
        {
            (await project.RunAsync("approve", run)).Fine();
            (await project.RunAsync("up", "--exit-when-idle")).Fine();

            var end = await follower.WhenEndedAsync();

            var rest = end.Fine();
            Assert.Contains("last | over\n", rest, StringComparison.Ordinal);
            Assert.EndsWith($"== {run} of talk, succeeded\n", rest, StringComparison.Ordinal);
            Assert.Single(rest.Split('\n'), line => line == "shout | second");
            Assert.Single(rest.Split('\n'), line => line == "== answer, attempt 1");
            Assert.DoesNotContain("hunter22", rest + end.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("WEIR", end.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Whoever_follows_is_stopped_by_Ctrl_C_and_the_run_goes_on()
    {
        using var project = Project();
        using var up = await project.UpAsync();
        var run = await AskAsync(project, "talk");
        using var follower = project.Start("logs", run, "--follow", "--json");
        var line = await follower.ReadLineAsync("\"line\"");
        using (var json = JsonDocument.Parse(line))
        {
            Assert.Equal(("shout", "first ***", 1), (
                json.RootElement.GetProperty("step").GetString(), json.RootElement.GetProperty("text").GetString(), json.RootElement.GetProperty("attempt").GetInt32()));
        }

        await follower.SignalAsync("INT");
        var ended = await follower.WhenEndedAsync();

        Assert.Equal((130, ""), (ended.ExitCode, ended.Errors));
        Assert.Contains("\"state\":\"running\"", (await project.RunAsync("runs", "--json")).Fine(), StringComparison.Ordinal);
        using var second = project.Start("logs", run, "--follow", "--step", "shout");
        await second.ReadUntilAsync("first ***");
        project.Write("gate-1", "");
        await second.ReadUntilAsync("second");
        (await project.RunAsync("cancel", run)).Fine();
        Assert.DoesNotContain("third", (await second.WhenEndedAsync()).Fine(), StringComparison.Ordinal);
        await up.SignalAsync("INT");
        (await up.WhenEndedAsync()).Fine();
    }

    [Fact]
    public async Task A_run_that_is_over_is_shown_whole_or_its_last_lines_and_one_step_with_its_items()
    {
        using var project = Project();
        var run = await AskAsync(project, "fails");
        await project.RunAsync("up", "--exit-when-idle");

        var all = (await project.RunAsync("logs", run, "--follow")).Fine();
        string[] kept = ["== each/2/say, attempt 1", "each/2/say | b", "each/2/say | again", "== bad, attempt 1", "bad | about to fail"];
        Assert.All(kept, line => Assert.Contains(line + "\n", all, StringComparison.Ordinal));
        Assert.Contains("WEIR6602 The command of the step 'bad' ended with exit code 3.", all, StringComparison.Ordinal);
        Assert.EndsWith($"\n== {run} of fails, failed\n", all, StringComparison.Ordinal);

        var tail = (await project.RunAsync("logs", run, "--follow", "--tail", "2")).Fine();
        Assert.Equal(["each/2/say | again", "bad | about to fail"], tail.Split('\n').Where(line => line.Contains(" | ", StringComparison.Ordinal)));
        Assert.DoesNotContain(" | ", (await project.RunAsync("logs", run, "-f", "--tail", "0")).Fine(), StringComparison.Ordinal);
        Assert.Equal(["a", "again", "b", "again"], Lines(await project.RunAsync("logs", run, "-f", "--step", "each")));
        Assert.Equal(["a", "again", "b", "again"], Lines(await project.RunAsync("logs", run, "--step", "each")));
        Assert.Equal(["again", "about to fail"], Lines(await project.RunAsync("logs", run, "--tail", "2")));
        (await project.RunAsync("logs", run, "--tail", "few")).Refused("WEIR1001", "a number of lines", "weir logs --help");
        (await project.RunAsync("logs", "run_019a94f3c0d17e20b6f2a1c04d5e6f70", "--follow")).Refused("WEIR7015", "no run", "weir runs");
    }

    [Fact]
    public async Task Of_a_step_that_goes_on_there_is_what_it_wrote_so_far_or_only_the_end_of_it()
    {
        using var project = new CliProject(
            """
            project: logs
            pipelines:
              long:
                triggers: [{ manual: true }]
                steps: [{ name: talk, shell: "printf 'a\\nb\\nc\\n'; until [ -e \"$WEIR_PROJECT_DIR/gate\" ]; do sleep 0.05; done; echo d" }]
            """);
        using var up = await project.UpAsync();
        var run = await AskAsync(project, "long");
        using var all = project.Start("logs", run, "--follow", "--json");
        var seen = await all.ReadLineAsync("\"text\":\"c\"");
        using var last = project.Start("logs", run, "--follow", "--tail", "1", "--json");
        Assert.Equal(seen, await last.ReadLineAsync("\"line\""));

        var whole = (await project.RunAsync("logs", run)).Fine();
        Assert.StartsWith("== talk, attempt 1, running\n", whole, StringComparison.Ordinal);
        Assert.Equal(["a", "b", "c"], whole.TrimEnd().Split('\n').Skip(1));
        Assert.Equal(["b", "c"], Lines(await project.RunAsync("logs", run, "--tail", "2")));
        Assert.DoesNotContain("a", string.Concat(Lines(await project.RunAsync("logs", run, "--step", "other"))), StringComparison.Ordinal);
        using (var json = JsonDocument.Parse((await project.RunAsync("logs", run, "--json")).Fine()))
        {
            var step = Assert.Single(json.RootElement.EnumerateArray());
            Assert.Equal(("talk", "running", "a\nb\nc"), (step.GetProperty("step").GetString(), step.GetProperty("state").GetString(), step.GetProperty("log").GetString()));
        }

        using var news = project.Start("logs", run, "--follow", "--tail", "0");
        await news.ReadLineAsync("== talk, attempt 1");
        project.Write("gate", "");
        Assert.Equal(["talk | d"], (await news.WhenEndedAsync()).Fine().Split('\n').Where(line => line.Contains(" | ", StringComparison.Ordinal)));
        await up.SignalAsync("INT");
        (await up.WhenEndedAsync()).Fine();
    }

    private static IEnumerable<string> Lines(Answer answer) =>
        answer.Fine().TrimEnd().Split('\n').Where(line => !line.StartsWith("==", StringComparison.Ordinal) && !line.StartsWith("WEIR", StringComparison.Ordinal));

    private static CliProject Project()
    {
        var project = new CliProject(Yaml);
        project.Write(".env", "token=hunter22\n");
        project.Write("functions/talk/handler.py", Handler);
        project.Write("functions/talk/function.yaml", $"env: {{ GATE: {Path.Combine(project.Folder, "gate-2")} }}\n");
        return project;
    }

    private static async Task<string> AskAsync(CliProject project, string pipeline)
    {
        using var asked = JsonDocument.Parse((await project.RunAsync("run", pipeline, "--no-wait", "--json")).Fine());
        return asked.RootElement.GetProperty("id").GetString()!;
    }
}

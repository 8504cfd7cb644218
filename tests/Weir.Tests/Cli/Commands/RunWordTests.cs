using System.Text.Json;

namespace Weir.Tests.Cli.Commands;

/// <summary>What people say to runs that go on.</summary>
public sealed class RunWordTests
{
    /// <summary>The commands that are tried here with <c>--json</c>.</summary>
    public static readonly string[] Commands = ["approvals", "approve", "reject", "cancel", "pause", "resume"];

    private const string Yaml =
        """
        project: words
        buckets: { raw: {}, out: {} }
        pipelines:
          asked:
            triggers: [{ manual: true }]
            steps:
              - { name: sure, approve: "Really {{run.pipeline}}?" }
              - { copy: { from: raw/it.txt, to: "out/{{steps.sure.outputs.comment}}.txt" } }
        """;

    [Fact]
    public async Task A_run_waits_for_a_person_is_paused_resumed_and_goes_on_with_the_answer()
    {
        using var project = await WaitingAsync();
        var run = await OnlyRunAsync(project, "waiting");
        using (var approvals = JsonDocument.Parse((await project.RunAsync("approvals", "--json")).Fine()))
        {
            var approval = Assert.Single(approvals.RootElement.EnumerateArray());
            Assert.Equal((run, "sure", "Really asked?"), (
                approval.GetProperty("run").GetString(), approval.GetProperty("step").GetString(), approval.GetProperty("message").GetString()));
        }

        Assert.Contains("Really asked?", (await project.RunAsync("approvals")).Fine(), StringComparison.Ordinal);
        Assert.Contains("for a person", (await project.RunAsync("runs")).Fine(), StringComparison.Ordinal);
        (await project.RunAsync("pause", run)).Fine();
        Assert.Contains("approved asked", (await project.RunAsync("approve", run, "-m", "good")).Fine(), StringComparison.Ordinal);
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        Assert.Equal(run, await OnlyRunAsync(project, "waiting"));

        (await project.RunAsync("resume", run, "--json")).Fine();
        (await project.RunAsync("up", "--exit-when-idle")).Fine();

        Assert.Equal(run, await OnlyRunAsync(project, "succeeded"));
        Assert.Contains("good.txt", (await project.RunAsync("ls", "out")).Fine(), StringComparison.Ordinal);
        Assert.Contains("\"comment\":\"good\"", (await project.RunAsync("show", run)).Fine(), StringComparison.Ordinal);
        Assert.Equal("[]\n", (await project.RunAsync("approvals", "--json")).Fine());
    }

    [Theory]
    [InlineData("reject", "failed")]
    [InlineData("cancel", "cancelled")]
    public async Task A_run_is_ended_by_a_word(string word, string state)
    {
        using var project = await WaitingAsync();
        var run = await OnlyRunAsync(project, "waiting");

        using (var said = JsonDocument.Parse((await project.RunAsync(word, run, "--json")).Fine()))
        {
            Assert.Equal(run, said.RootElement.GetProperty("id").GetString());
        }

        await project.RunAsync("up", "--exit-when-idle");
        Assert.Equal(run, await OnlyRunAsync(project, state));
        Assert.Contains("WEIR7030", (await project.RunAsync("pause", run)).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_said_is_told()
    {
        using var project = await WaitingAsync();
        var run = await OnlyRunAsync(project, "waiting");

        Assert.Contains("WEIR7031", (await project.RunAsync("approve", run, "--step", "other")).Errors, StringComparison.Ordinal);
        Assert.Contains("WEIR7015", (await project.RunAsync("cancel", "run_019a94f3c0d17e20b6f2a1c04d5e6f70")).Errors, StringComparison.Ordinal);
        var pause = (await project.RunAsync("pause", run, "--json")).Fine();
        Assert.Contains(run, pause, StringComparison.Ordinal);
        Assert.Contains(run, (await project.RunAsync("approve", run, "--json")).Fine(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_longest_is_listed_first_also_when_an_older_run_was_done_again()
    {
        using var project = await WaitingAsync();
        var first = await OnlyRunAsync(project, "waiting");
        (await project.RunAsync("run", "asked", "--no-wait")).Fine();
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        (await project.RunAsync("reject", first)).Fine();
        await project.RunAsync("up", "--exit-when-idle");
        (await project.RunAsync("rerun", first, "--from", "failed")).Fine();
        (await project.RunAsync("up", "--exit-when-idle")).Fine();

        using var approvals = JsonDocument.Parse((await project.RunAsync("approvals", "--json")).Fine());
        var runs = approvals.RootElement.EnumerateArray().Select(approval => approval.GetProperty("run").GetString()).ToList();

        Assert.Equal((2, 1), (runs.Count, runs.IndexOf(first)));
    }

    private static async Task<CliProject> WaitingAsync()
    {
        var project = new CliProject(Yaml);
        File.WriteAllText(Path.Combine(project.Folder, "it.txt"), "it");
        (await project.RunAsync("put", "it.txt", "raw/")).Fine();
        (await project.RunAsync("run", "asked", "--no-wait")).Fine();
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        return project;
    }

    private static async Task<string> OnlyRunAsync(CliProject project, string state)
    {
        using var runs = JsonDocument.Parse((await project.RunAsync("runs", "--json")).Fine());
        var run = Assert.Single(runs.RootElement.EnumerateArray());
        Assert.Equal(state, run.GetProperty("state").GetString());
        return run.GetProperty("id").GetString()!;
    }
}

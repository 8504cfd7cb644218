using System.Text.Json;

namespace Weir.Tests.Cli.Commands;

/// <summary>Runs that are done again.</summary>
public sealed class RerunTests
{
    private const string Yaml =
        """
        project: again
        buckets: { raw: {}, out: {} }
        pipelines:
          curate:
            triggers: [{ object_created: raw/in/**, dedupe_key: "{{event.key}}" }]
            retry: { max_attempts: 1 }
            steps:
              - { name: first, copy: { from: "{{event.bucket}}/{{event.key}}", to: "out/first/{{run.id}}-{{event.name}}" } }
              - { name: second, copy: { from: raw/needed.txt, to: "out/second/{{run.id}}-{{event.name}}" } }
        """;

    [Fact]
    public async Task A_run_is_done_again_from_the_start_as_a_new_one_of_the_same_event()
    {
        using var project = await RunAsync(isNeededThere: true);
        var first = Assert.Single(await RunsAsync(project));

        var (again, of) = await RerunAsync(project, first.Id);
        (await project.RunAsync("up", "--exit-when-idle")).Fine();

        Assert.Equal(first.Id, of);
        Assert.Equal([(again, "succeeded"), (first.Id, "succeeded")], await RunsAsync(project));
        var listed = (await project.RunAsync("ls", "out")).Fine();
        Assert.Contains($"second/{first.Id}-a.txt", listed, StringComparison.Ordinal);
        Assert.Contains($"second/{again}-a.txt", listed, StringComparison.Ordinal);

        // A run that was done again can be, too, and names the one that it was made of.
        var (third, _) = await RerunAsync(project, again);
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        Assert.Equal((third, "succeeded"), (await RunsAsync(project))[0]);
        using var events = JsonDocument.Parse((await project.RunAsync("events", "--json")).Fine());
        Assert.Equal(
            [again, first.Id],
            events.RootElement.EnumerateArray()
                .Select(one => one.GetProperty("data"))
                .Where(data => data.ValueKind == JsonValueKind.Object && data.TryGetProperty("rerun_of", out _))
                .Select(data => data.GetProperty("rerun_of").GetString()));
    }

    [Fact]
    public async Task A_run_that_failed_goes_on_from_the_step_that_failed()
    {
        using var project = await RunAsync(isNeededThere: false);
        var run = Assert.Single(await RunsAsync(project));
        Assert.Equal("failed", run.State);
        await PutAsync(project, "needed.txt", "raw/");

        Assert.Contains("from second", (await project.RunAsync("rerun", run.Id, "--from", "failed")).Fine(), StringComparison.Ordinal);
        (await project.RunAsync("rerun", run.Id, "--from", "failed")).Refused("WEIR7033", "has no dead letter", "from the start");
        (await project.RunAsync("up", "--exit-when-idle")).Fine();

        Assert.Equal([(run.Id, "succeeded")], await RunsAsync(project));
        Assert.DoesNotContain(" -", (await project.RunAsync("show", run.Id)).Fine(), StringComparison.Ordinal);
        using var shown = JsonDocument.Parse((await project.RunAsync("show", run.Id, "--json")).Fine());
        Assert.Equal(
            ["first", "second", "second"], shown.RootElement.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString()));
        (await project.RunAsync("rerun", run.Id, "--from", "failed")).Refused("WEIR7033", "did not fail: it succeeded", $"weir rerun {run.Id}");
    }

    [Fact]
    public async Task What_a_run_read_and_wrote_is_shown_however_much_happened_since()
    {
        using var project = await RunAsync(isNeededThere: true);
        var run = Assert.Single(await RunsAsync(project));
        string[] expected = ["raw/in/a.txt", $"out/first/{run.Id}-a.txt", $"out/second/{run.Id}-a.txt"];

        var shown = (await project.RunAsync("show", run.Id)).Fine();
        Assert.EndsWith($"read {expected[0]}\nwrote {expected[1]}\nwrote {expected[2]}\n", shown, StringComparison.Ordinal);
        using var listed = JsonDocument.Parse((await project.RunAsync("events", "--run", run.Id, "--json")).Fine());
        Assert.Equal(
            expected, listed.RootElement.EnumerateArray().Select(each => each.GetProperty("object")).Select(at => $"{at.GetProperty("bucket")}/{at.GetProperty("key")}"));
        (await project.RunAsync("events", "--run", "mine")).Refused("WEIR1001", "--run takes an id that 'weir runs' lists", "weir events --help");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_over_an_object_that_changed_is_not_done_again(bool isRemoved)
    {
        using var project = await RunAsync(isNeededThere: true);
        var run = Assert.Single(await RunsAsync(project));
        if (isRemoved)
        {
            (await project.RunAsync("rm", "raw/in/a.txt")).Fine();
        }
        else
        {
            await PutAsync(project, "a.txt", "raw/in/");
        }

        (await project.RunAsync("rerun", run.Id)).Refused("WEIR7032", "raw/in/a.txt has been replaced or removed", "Put the content again");
        (await project.RunAsync("up", "--exit-when-idle")).Fine();

        Assert.Equal([run], await RunsAsync(project));
    }

    [Fact]
    public async Task What_cannot_be_done_again_is_told()
    {
        using var project = await RunAsync(isNeededThere: false);
        var run = Assert.Single(await RunsAsync(project));
        (await project.RunAsync("rerun", "run_019a94f3c0d17e20b6f2a1c04d5e6f70")).Refused("WEIR7015", "There is no run", "weir runs");

        (await project.RunAsync("rerun", run.Id, "--from", "begin")).Refused("WEIR1001", "--from takes start or failed, not 'begin'.", "weir rerun --help");

        project.Write("weir.yaml", Yaml.Replace("curate:", "other:", StringComparison.Ordinal));
        (await project.RunAsync("rerun", run.Id)).Refused("WEIR7032", "no pipeline 'curate' any more", "weir.yaml");
        (await project.RunAsync("rerun", run.Id, "--from", "failed")).Refused("WEIR7032", "no pipeline 'curate' any more", "weir.yaml");
    }

    [Fact]
    public async Task A_run_that_goes_on_is_not_done_again()
    {
        using var project = new CliProject(
            """
            project: again
            buckets: { raw: {} }
            pipelines:
              asked:
                triggers: [{ manual: true }]
                steps: [{ approve: "Really?" }]
            """);
        (await project.RunAsync("run", "asked", "--no-wait")).Fine();
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        var run = Assert.Single(await RunsAsync(project));

        (await project.RunAsync("rerun", run.Id)).Refused("WEIR7032", "is not over", "weir cancel");
        (await project.RunAsync("rerun", run.Id, "--from", "failed")).Refused("WEIR7033", "is not over", "weir cancel");
    }

    private static async Task<CliProject> RunAsync(bool isNeededThere)
    {
        var project = new CliProject(Yaml);
        if (isNeededThere)
        {
            await PutAsync(project, "needed.txt", "raw/");
        }

        await PutAsync(project, "a.txt", "raw/in/");
        await project.RunAsync("up", "--exit-when-idle");
        return project;
    }

    private static async Task PutAsync(CliProject project, string file, string to)
    {
        project.Write(file, file);
        (await project.RunAsync("put", file, to)).Fine();
    }

    private static async Task<(string Id, string RerunOf)> RerunAsync(CliProject project, string run)
    {
        using var repeated = JsonDocument.Parse((await project.RunAsync("rerun", run, "--json")).Fine());
        return (repeated.RootElement.GetProperty("id").GetString()!, repeated.RootElement.GetProperty("rerun_of").GetString()!);
    }

    private static async Task<List<(string Id, string State)>> RunsAsync(CliProject project)
    {
        using var runs = JsonDocument.Parse((await project.RunAsync("runs", "--json")).Fine());
        return [.. runs.RootElement.EnumerateArray().Select(run => (run.GetProperty("id").GetString()!, run.GetProperty("state").GetString()!))];
    }
}

using System.Text.Json;

namespace Weir.Tests.Cli.Commands;

/// <summary>Runs are made with the project that they began with, and done again with that or the one that there is now.</summary>
public sealed class RevisionTests
{
    /// <summary>What a run leaves of all that a project has: its text, SQL, a script, a function, and a tenant.</summary>
    private const string Whole =
        """
        project: kept
        buckets: { out: {} }
        pipelines:
          all:
            triggers: [{ manual: true }]
            tenant: acme
            retry: { max_attempts: 1 }
            steps:
              - { name: sql, sql: { file: sql/say.sql } }
              - { name: script, shell: 'sh "$WEIR_SCRIPTS_DIR/say.sh"' }
              - { name: folder, shell: { run: ./say.sh, working_directory: scripts } }
              - { name: function, function: say, input: { n: 1 } }
              - name: told
                shell: 'echo "text one, sql $SQL, script $SCRIPT, folder $FOLDER, function $FUNCTION, tenant $TENANT" > "$WEIR_TO/said.txt"'
                env:
                  SQL: "{{steps.sql.outputs.row.said}}"
                  SCRIPT: "{{steps.script.outputs.said}}"
                  FOLDER: "{{steps.folder.outputs.said}}"
                  FUNCTION: "{{steps.function.outputs.said}}"
                  TENANT: "{{tenant.vars.said}}"
                to: "out/{{run.id}}/"
        """;

    private const string Waiting =
        """
        project: waits
        buckets: { out: {} }
        pipelines:
          asked:
            triggers: [{ manual: true }]
            concurrency: { limit: 1 }
            retry: { max_attempts: 1 }
            steps:
              - { name: ask, approve: "Really?" }
              - { name: told, shell: 'echo "one" > "$WEIR_TO/said.txt"', to: "out/{{run.id}}/" }
        """;

    [Fact]
    public async Task The_original_really_runs_and_the_latest_by_default()
    {
        using var project = new CliProject(Whole);
        WriteAll(project, "one");
        var first = await RunAsync(project, "all");
        Assert.Equal(Said("one"), await SaidAsync(project, first));
        project.Write("weir.yaml", Whole.Replace("text one", "text two", StringComparison.Ordinal));
        WriteAll(project, "two");

        var original = await RerunAsync(project, first, "--code", "original");
        var latest = await RerunAsync(project, first);
        (await project.RunAsync("up", "--exit-when-idle")).Fine();

        Assert.Equal(Said("one"), await SaidAsync(project, original));
        Assert.Equal(Said("two"), await SaidAsync(project, latest));
        var revisions = (await RunsAsync(project)).ToDictionary(run => run.Id, run => run.Revision);
        Assert.Equal(revisions[first], revisions[original]);
        Assert.NotEqual(revisions[first], revisions[latest]);

        // What was done again as it was, is done again as it was once more.
        var third = await RerunAsync(project, original, "--code", "original");
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        Assert.Equal(Said("one"), await SaidAsync(project, third));
    }

    [Fact]
    public async Task A_run_that_waits_goes_on_with_what_it_began_with_and_holds_its_place_among_runs_of_another_revision()
    {
        using var project = new CliProject(Waiting);
        var first = await RunAsync(project, "asked");
        project.Write("weir.yaml", Waiting.Replace("\"one\"", "\"two\"", StringComparison.Ordinal));

        using var up = await project.UpAsync();
        var second = await AskAsync(project, "asked");
        (await project.RunAsync("approve", first)).Fine();
        await UntilAsync(async () => (await StateOfAsync(project, second)) == "waiting");
        Assert.Equal("succeeded", await StateOfAsync(project, first));
        (await project.RunAsync("approve", second)).Fine();
        await UntilAsync(async () => (await StateOfAsync(project, second)) == "succeeded");

        Assert.Equal("one\n", await SaidAsync(project, first));
        Assert.Equal("two\n", await SaidAsync(project, second));
    }

    [Fact]
    public async Task What_was_changed_while_weir_up_runs_is_not_taken_be_it_text_script_or_function()
    {
        using var project = new CliProject(Whole);
        WriteAll(project, "one");
        using var up = await project.UpAsync();
        project.Write("weir.yaml", Whole.Replace("text one", "text two", StringComparison.Ordinal));
        WriteAll(project, "two");

        var run = await AskAsync(project, "all");
        await UntilAsync(async () => (await StateOfAsync(project, run)) is "succeeded" or "failed");

        Assert.Equal(Said("one"), await SaidAsync(project, run));
    }

    [Fact]
    public async Task A_run_waits_while_the_disk_refuses_what_it_is_made_with()
    {
        using var project = new CliProject(Waiting);
        var first = await RunAsync(project, "asked");
        project.Write("weir.yaml", Waiting.Replace("\"one\"", "\"two\"", StringComparison.Ordinal));
        using var up = await project.UpAsync();
        var copies = Path.Combine(project.Folder, ".weir", "local", "revisions", "copies");
        File.WriteAllText(copies, "in the way");

        (await project.RunAsync("approve", first)).Fine();
        await up.ReadUntilAsync("WEIR4003");
        File.Delete(copies);

        await UntilAsync(async () => (await StateOfAsync(project, first)) is "succeeded" or "failed");
        Assert.Equal("one\n", await SaidAsync(project, first));
    }

    [Fact]
    public async Task A_run_whose_process_was_killed_goes_on_with_what_it_began_with()
    {
        const string Yaml =
            """
            project: killed
            buckets: { out: {} }
            pipelines:
              held:
                triggers: [{ manual: true }]
                steps:
                  - { name: first, shell: echo begun }
                  - name: told
                    shell: 'touch "$WEIR_PROJECT_DIR/begun"; until test -f "$WEIR_PROJECT_DIR/go"; do sleep 0.05; done; echo "one" > "$WEIR_TO/said.txt"'
                    to: "out/{{run.id}}/"
            """;
        using var project = new CliProject(Yaml);
        string run;
        using (var up = await project.UpAsync())
        {
            run = await AskAsync(project, "held");
            await UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(project.Folder, "begun"))));
            await up.KillAsync();
        }

        project.Write("weir.yaml", Yaml.Replace("\"one\"", "\"two\"", StringComparison.Ordinal));
        project.Write("go", "");
        (await project.RunAsync("up", "--exit-when-idle")).Fine();

        Assert.Equal("one\n", await SaidAsync(project, run));
        var second = await RunAsync(project, "held");
        Assert.Equal("two\n", await SaidAsync(project, second));
    }

    [Fact]
    public async Task A_run_that_failed_goes_on_with_what_was_put_right_unless_the_original_is_asked_for()
    {
        const string Yaml =
            """
            project: mended
            buckets: { out: {} }
            pipelines:
              broken:
                triggers: [{ manual: true }]
                retry: { max_attempts: 1 }
                steps:
                  - { name: first, shell: echo begun }
                  - { name: told, shell: 'false', to: "out/{{run.id}}/" }
            """;
        using var project = new CliProject(Yaml);
        var run = await AskAsync(project, "broken");
        await project.RunAsync("up", "--exit-when-idle");
        var failed = Assert.Single(await RunsAsync(project));
        project.Write("weir.yaml", Yaml.Replace("'false'", "'echo two > \"$WEIR_TO/said.txt\"'", StringComparison.Ordinal));

        (await project.RunAsync("rerun", run, "--from", "failed", "--code", "original")).Fine();
        await project.RunAsync("up", "--exit-when-idle");
        Assert.Equal(failed, Assert.Single(await RunsAsync(project)));

        (await project.RunAsync("rerun", run, "--from", "failed")).Fine();
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        Assert.Equal("two\n", await SaidAsync(project, run));
        Assert.NotEqual(failed.Revision, Assert.Single(await RunsAsync(project)).Revision);
    }

    [Fact]
    public async Task A_run_that_a_run_of_the_original_starts_is_of_the_original_too()
    {
        const string Yaml =
            """
            project: family
            buckets: { out: {} }
            pipelines:
              child:
                triggers: [{ manual: true }]
                steps: [{ name: told, shell: 'echo "said=one" >> "$WEIR_OUTPUT"; echo one > "$WEIR_TO/said.txt"', to: "out/{{run.id}}/" }]
              parent:
                triggers: [{ manual: true }]
                steps: [{ name: ask, run: child }]
            """;
        using var project = new CliProject(Yaml);
        var parent = await RunAsync(project, "parent");
        var before = (await RunsAsync(project)).Select(run => run.Id).ToHashSet();
        project.Write("weir.yaml", Yaml.Replace("echo one", "echo two", StringComparison.Ordinal));

        await RerunAsync(project, parent, "--code", "original");
        (await project.RunAsync("up", "--exit-when-idle")).Fine();

        var child = Assert.Single(await RunsAsync(project), run => run.Pipeline == "child" && !before.Contains(run.Id));
        Assert.Equal("one\n", await SaidAsync(project, child.Id));
    }

    [Fact]
    public async Task A_run_whose_revision_is_gone_fails_and_may_go_on_with_the_project_as_it_is()
    {
        using var project = new CliProject(Waiting);
        var first = await RunAsync(project, "asked");
        var revision = Assert.Single(await RunsAsync(project)).Revision;
        project.Write("weir.yaml", Waiting.Replace("\"one\"", "\"two\"", StringComparison.Ordinal));
        Directory.Delete(Path.Combine(project.Folder, ".weir", "local", "revisions"), recursive: true);

        (await project.RunAsync("approve", first)).Fine();
        await project.RunAsync("up", "--exit-when-idle");

        using (var shown = JsonDocument.Parse((await project.RunAsync("show", first, "--json")).Fine()))
        {
            var run = shown.RootElement.GetProperty("run");
            Assert.Equal(("failed", "WEIR7034", revision), (Text(run, "state"), Text(run.GetProperty("failure"), "code"), Text(run, "project_revision")));
        }

        (await project.RunAsync("rerun", first, "--code", "original")).Refused("WEIR7034", $"The revision {revision}", "--code latest");
        (await project.RunAsync("rerun", first, "--from", "failed", "--code", "original")).Refused("WEIR7034", "is not kept", "--code latest");
        (await project.RunAsync("rerun", first, "--from", "failed")).Fine();
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        (await project.RunAsync("approve", first)).Fine();
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        Assert.Equal("two\n", await SaidAsync(project, first));
    }

    [Fact]
    public async Task The_place_of_a_run_whose_revision_is_gone_goes_to_the_next_one()
    {
        using var project = new CliProject(Waiting);
        var first = await RunAsync(project, "asked");
        project.Write("weir.yaml", Waiting.Replace("\"one\"", "\"two\"", StringComparison.Ordinal));
        Directory.Delete(Path.Combine(project.Folder, ".weir", "local", "revisions"), recursive: true);
        using var up = await project.UpAsync();
        var second = await AskAsync(project, "asked");

        (await project.RunAsync("approve", first)).Fine();

        await UntilAsync(async () => (await StateOfAsync(project, second)) == "waiting");
        Assert.Equal("failed", await StateOfAsync(project, first));
    }

    [Theory]
    [InlineData("contents", "is damaged")]
    [InlineData("list", "is damaged")]
    public async Task A_revision_that_is_damaged_is_told_and_not_run(string what, string saying)
    {
        using var project = new CliProject(Waiting);
        var first = await RunAsync(project, "asked");
        var revision = Assert.Single(await RunsAsync(project)).Revision;
        var folder = Path.Combine(project.Folder, ".weir", "local", "revisions");
        foreach (var file in what == "list" ? [Path.Combine(folder, revision + ".json")] : Directory.GetFiles(Path.Combine(folder, "contents")))
        {
            File.WriteAllText(file, "project: other");
        }

        project.Write("weir.yaml", Waiting.Replace("\"one\"", "\"two\"", StringComparison.Ordinal));
        (await project.RunAsync("approve", first)).Fine();
        await project.RunAsync("up", "--exit-when-idle");

        using var shown = JsonDocument.Parse((await project.RunAsync("show", first, "--json")).Fine());
        var run = shown.RootElement.GetProperty("run");
        Assert.Equal(("failed", "WEIR7035"), (Text(run, "state"), Text(run.GetProperty("failure"), "code")));
        Assert.Contains(saying, Text(run.GetProperty("failure"), "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_original_that_writes_to_a_bucket_which_is_gone_says_so()
    {
        using var project = new CliProject(Waiting);
        var first = await RunAsync(project, "asked");
        project.Write("weir.yaml", Waiting.Replace("out: {}", "other: {}", StringComparison.Ordinal).Replace("out/", "other/", StringComparison.Ordinal));

        (await project.RunAsync("approve", first)).Fine();
        await project.RunAsync("up", "--exit-when-idle");

        using var shown = JsonDocument.Parse((await project.RunAsync("show", first, "--json")).Fine());
        var run = shown.RootElement.GetProperty("run");
        Assert.Equal(("failed", "WEIR3002", "told"), (Text(run, "state"), Text(run.GetProperty("failure"), "code"), Text(run, "failed_step")));
    }

    [Fact]
    public async Task A_revision_is_written_once_and_has_no_secrets()
    {
        using var project = new CliProject(Whole);
        WriteAll(project, "one");
        project.Write(".env", "TOKEN=verysecret\n");
        project.Write("functions/say/.env", "TOKEN=verysecret\n");
        project.Write("scripts/.npmrc", "verysecret");
        await RunAsync(project, "all");
        var folder = Path.Combine(project.Folder, ".weir", "local", "revisions");
        var kept = Kept();

        (await project.RunAsync("up", "--exit-when-idle")).Fine();

        Assert.Equal(kept, Kept());
        Assert.All(Directory.GetFiles(folder, "*", SearchOption.AllDirectories), file =>
            Assert.DoesNotContain("verysecret", File.ReadAllText(file), StringComparison.Ordinal));

        IEnumerable<(string, long)> Kept() => [.. Directory.GetFiles(Path.Combine(folder, "contents"))
            .Order(StringComparer.Ordinal).Select(file => (file, File.GetLastWriteTimeUtc(file).Ticks))];
    }

    private static void WriteAll(CliProject project, string said)
    {
        project.Write("sql/say.sql", $"SELECT '{said}' AS said");
        project.Write("scripts/say.sh", $"#!/bin/sh\necho said={said} >> \"$WEIR_OUTPUT\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(project.Folder, "scripts/say.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        project.Write("functions/say/handler.py", $"def handler(event, context):\n    return {{'said': '{said}'}}\n");
        project.Write("tenants/acme.yaml", $"vars: {{ said: {said} }}\n");
    }

    private static string Said(string what) => $"text {what}, sql {what}, script {what}, folder {what}, function {what}, tenant {what}\n";

    private static async Task<string> SaidAsync(CliProject project, string run) => (await project.RunAsync("get", $"out/{run}/said.txt", "-")).Fine();

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static async Task<string> AskAsync(CliProject project, string pipeline)
    {
        using var asked = JsonDocument.Parse((await project.RunAsync("run", pipeline, "--no-wait", "--json")).Fine());
        return Text(asked.RootElement, "id")!;
    }

    private static async Task<string> RunAsync(CliProject project, string pipeline)
    {
        var run = await AskAsync(project, pipeline);
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        return run;
    }

    private static async Task<string> RerunAsync(CliProject project, params string[] arguments)
    {
        using var repeated = JsonDocument.Parse((await project.RunAsync(["rerun", .. arguments, "--json"])).Fine());
        return Text(repeated.RootElement, "id")!;
    }

    private static async Task<string?> StateOfAsync(CliProject project, string run) =>
        (await RunsAsync(project)).Find(one => one.Id == run)?.State;

    private static async Task<List<Listed>> RunsAsync(CliProject project)
    {
        using var runs = JsonDocument.Parse((await project.RunAsync("runs", "--json")).Fine());
        return [.. runs.RootElement.EnumerateArray().Select(run =>
            new Listed(Text(run, "id")!, Text(run, "pipeline")!, Text(run, "state")!, Text(run, "project_revision")!))];
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var tries = 0; !await isSo(); tries++)
        {
            Assert.True(tries < 1_200, "It did not come to that in a minute.");
            await Task.Delay(50);
        }
    }

    private sealed record Listed(string Id, string Pipeline, string State, string Revision);
}

using Weir.Buckets;
using Weir.Runs;
using Weir.Tests.Functions;

namespace Weir.Tests.Flow;

/// <summary>Commands as steps of pipelines: what they get, and what becomes of what they leave.</summary>
public sealed class ShellStepTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-shell-steps-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_a_command_appends_to_its_outputs_is_for_later_steps()
    {
        await using var world = await StartAsync(
            """
                  - name: look
                    shell: |
                      echo "said $GREETING $N in $(basename "$PWD")" | sed "s/run_.*/a folder of its own/"
                      echo "name=$KEY" >> "$WEIR_OUTPUT"
                      printf 'long<<E\none\ntwo\nE\n' >> "$WEIR_OUTPUT"
                      [ "$PWD" = "$WEIR_RUN_DIR" ] && [ -f "$WEIR_PROJECT_DIR/weir.yaml" ]
                      echo kept > file
                    env: { GREETING: hello, N: 7, KEY: "{{event.stem}}" }
                  - shell: { run: 'cat file; echo {{quote event.key}} {{quote steps.look.outputs.long}} "$WEIR_PIPELINE $WEIR_STEP $WEIR_ATTEMPT"', shell: bash }
                  - copy: { from: "{{event.bucket}}/{{event.key}}", to: "out/{{steps.look.outputs.name}}" }
            """);

        await world.PutAsync("raw/it's $(touch x) `y`.txt", "hello");
        await world.WhenIdleAsync();

        var steps = await StepsAsync(world);
        Assert.Equal(
            [
                "look Succeeded {\"name\":\"it's $(touch x) `y`\",\"long\":\"one\\ntwo\"} said hello 7 in a folder of its own",
                "shell-2 Succeeded  kept\nit's $(touch x) `y`.txt one\ntwo p shell-2 1",
                "copy-3 Succeeded  ",
            ],
            steps.Select(step => $"{step.Step} {step.State} {step.Output} {step.Log}"));
        Assert.NotNull(await FindAsync(world, "out/it's $(touch x) `y`"));
        Assert.Empty(Directory.GetDirectories(Path.Combine(_folder, ".weir/local/runs"), "run_*"));
    }

    [Fact]
    public async Task A_retried_run_finds_the_files_of_its_finished_steps_and_the_same_key()
    {
        await using var world = await StartAsync(
            """
                  - name: first
                    shell: echo once >> file
                  - shell: |
                      cat file
                      echo "$WEIR_IDEMPOTENCY_KEY" >> keys
                      [ "$WEIR_ATTEMPT" = 3 ]
                      [ "$(uniq keys | wc -l)" -eq 1 ]
            """);

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        var steps = await StepsAsync(world);
        Assert.Equal([StepState.Succeeded, StepState.Failed, StepState.Failed, StepState.Succeeded], steps.Select(step => step.State));
        Assert.All(steps.Skip(1), step => Assert.Equal("once", step.Log));
        Assert.Equal("The command of the step 'shell-2' ended with exit code 1.\n  once", steps[1].Failure!.Message);
        Assert.Empty(Directory.GetDirectories(Path.Combine(_folder, ".weir/local/runs"), "run_*"));
    }

    [Fact]
    public async Task A_step_that_is_tried_again_by_itself_knows_which_try_it_is()
    {
        await using var world = await StartAsync(
            """
                  - shell: test "$WEIR_ATTEMPT" = 3
                    retry: { type: fixed, max_attempts: 3, interval: 1ms }
            """);

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        Assert.Equal([StepState.Failed, StepState.Failed, StepState.Succeeded], (await StepsAsync(world)).Select(step => step.State));
    }

    [Fact]
    public async Task Files_go_in_and_those_that_it_leaves_land_together()
    {
        await using var world = await StartAsync(
            """
                  - shell: |
                      mkdir "$WEIR_TO/deep"
                      tr a-z A-Z < "$WEIR_FROM" | tee "$WEIR_TO/1.txt" > "$WEIR_TO/deep/$(basename "$WEIR_FROM")"
                      grep -q hello "$WEIR_FROM"
                    from: "{{event.bucket}}/{{event.key}}"
                    to: "out/{{event.stem}}/"
            """);

        await world.PutAsync("raw/in/good.txt", "hello");
        await world.PutAsync("raw/in/bad.txt", "bad");
        await world.WhenIdleAsync();

        var landed = await world.Environment.Objects.ListAsync("out", "", null, 10, default);
        Assert.Equal(["out/good/1.txt", "out/good/deep/good.txt"], landed.Select(o => o.Name.ToString()).Order(StringComparer.Ordinal));
        Assert.All(landed, o => Assert.Equal(5, o.Size));
        Assert.Equal("WEIR6602", Assert.Single(await world.Environment.DeadLetters.ListAsync(10, default)).Failure.Code);
    }

    [Theory]
    [InlineData("shell: \"echo no outputs >> $WEIR_OUTPUT\"", "WEIR6603")]
    [InlineData("shell: \"head -c 300000 /dev/zero >> $WEIR_OUTPUT\"", "WEIR6603")]
    [InlineData("shell: \"rmdir $WEIR_TO\"\n        to: out/", "WEIR6604")]
    [InlineData("shell: { run: pwd, working_directory: nowhere }", "WEIR6605")]
    [InlineData("shell: { run: pwd, shell: no-such-shell }", "WEIR6502")]
    [InlineData("shell: \"false; echo not reached\"", "WEIR6602")]
    [InlineData("shell: { run: 'false | true; echo not reached', shell: bash }", "WEIR6602")]
    [InlineData("shell: \"kill -9 $$\"", "WEIR6602")]
    public async Task What_fails_is_tried_again_and_then_given_up(string step, string code)
    {
        await using var world = await StartAsync("      - " + step + "\n");

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        var steps = await StepsAsync(world);
        Assert.Equal(3, steps.Count);
        Assert.All(steps, s => Assert.Equal((code, null), (s.Failure!.Code, s.Log)));
    }

    [Fact]
    public async Task What_a_command_wrote_whose_time_is_over_is_kept()
    {
        await using var world = await StartAsync(
            """
                  - shell: trap 'echo tidied up; exit' TERM; echo began; while :; do :; done
                    timeout: 5s
                    continue_on_error: true
            """);

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        var step = Assert.Single(await StepsAsync(world));
        Assert.Equal((StepState.Ignored, "WEIR5031", "began\ntidied up"), (step.State, step.Failure!.Code, step.Log));
    }

    [Fact]
    public async Task What_a_command_wrote_that_was_cancelled_is_kept()
    {
        await using var world = await StartAsync("      - shell: echo began; touch $WEIR_PROJECT_DIR/began; sleep 1000");
        await world.PutAsync("raw/a", "hello");
        await Processes.WhenAsync(() => File.Exists(Path.Combine(_folder, "began")));

        var run = RunId.Of((await world.Environment.Events.ListAsync(1, null, default))[0].Event.Id, "p");
        await world.Environment.Signals.SendAsync([new RunSignal { RunId = run, Kind = RunSignalKind.Cancel, Time = DateTimeOffset.UtcNow }], default);
        await world.WhenIdleAsync();

        var step = Assert.Single(await StepsAsync(world));
        Assert.Equal((StepState.Cancelled, "began"), (step.State, step.Log));
    }

    [Fact]
    public async Task A_command_sees_few_of_the_variables_of_weir()
    {
        Environment.SetEnvironmentVariable("WEIR_TEST_SECRET", "hidden");
        await using var world = await StartAsync("      - shell: { run: 'env | cut -d= -f1 | sort', working_directory: . }\n");

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        var seen = Assert.Single(await StepsAsync(world)).Log!.Split('\n');
        Assert.DoesNotContain("WEIR_TEST_SECRET", seen);
        Assert.Contains("WEIR_RUN_ID", seen);
        Assert.Contains("PATH", seen);
    }

    [Fact]
    public async Task Outputs_that_are_a_pipe_or_a_link_are_none()
    {
        await using var world = await StartAsync(
            """
                  - shell: "rm $WEIR_OUTPUT; mkfifo $WEIR_OUTPUT"
                  - shell: "ln -sf /dev/zero $WEIR_OUTPUT"
                  - shell: "rm $WEIR_OUTPUT"
            """);

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        Assert.Equal([(StepState.Succeeded, null), (StepState.Succeeded, null), (StepState.Succeeded, (string?)null)], (await StepsAsync(world)).Select(s => (s.State, s.Output)));
    }

    private static async Task<IReadOnlyList<StepRecord>> StepsAsync(World world) =>
        await world.Environment.Runs.StepsAsync(Assert.Single(await world.Environment.Runs.ListAsync(10, default)).Id, default);

    private static Task<StoredObject?> FindAsync(World world, string name) =>
        world.Environment.Objects.FindAsync(new ObjectName(name.Split('/')[0], name.Split('/', 2)[1]), default);

    /// <summary>A project with one pipeline over <c>raw</c>.</summary>
    private Task<World> StartAsync(string steps) => World.StartAsync(
        $$"""
        project: p
        buckets: { raw: {}, out: {} }
        pipelines:
          p:
            triggers: [ { object_created: raw/** } ]
            retry: { max_attempts: 3, interval: 1ms }
            steps:
        {{steps}}
        """,
        _folder);
}

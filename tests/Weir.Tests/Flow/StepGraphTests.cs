using Weir.Engine.Events;
using Weir.Engine.Triggers.Requests;
using Weir.Runs;

namespace Weir.Tests.Flow;

/// <summary>When, how often and in which order steps are done.</summary>
public sealed class StepGraphTests
{
    private const string Start =
        """
        project: steps
        buckets:
          raw: {}
          out: {}
        pipelines:
          failing:
            triggers: [{ manual: true }]
            inputs: { what: { default: missing } }
            retry: { max_attempts: 1 }
            steps: [{ copy: { from: "raw/{{inputs.what}}", to: out/unlikely } }]
          made:
            triggers: [{ manual: true }]

        """;

    [Fact]
    public async Task A_step_whose_condition_is_false_is_skipped_and_the_others_are_done()
    {
        await using var world = await StartAsync(
            """
                inputs: { mode: { default: full } }
                steps:
                  - { name: one, if: "{{eq inputs.mode 'part'}}", copy: { from: raw/it, to: out/one } }
                  - { name: two, if: "{{and (eq inputs.mode 'full') (not (eq steps.one.state 'succeeded'))}}", copy: { from: raw/it, to: "out/two {{steps.one.state}}" } }
            """);

        var steps = await RunAsync(world, RunState.Succeeded);

        Assert.Equal(["one Skipped", "two Succeeded"], steps.Select(Shown));
        Assert.Equal(["two skipped"], await OutAsync(world));
    }

    [Fact]
    public async Task A_condition_that_is_no_condition_fails_the_run()
    {
        await using var world = await StartAsync(
            """
                steps: [{ name: one, if: "{{run.pipeline}}", copy: { from: raw/it, to: out/one } }]
            """);

        var steps = await RunAsync(world, RunState.Failed);

        Assert.Equal("WEIR5033", Assert.Single(steps).Failure!.Code);
    }

    [Fact]
    public async Task Steps_that_need_nothing_of_one_another_are_done_side_by_side()
    {
        await using var world = await StartAsync(
            """
                steps:
                  - { name: late, wait: 1500ms }
                  - { name: early, needs: [], copy: { from: raw/it, to: out/early } }
                  - { name: after-early, needs: early, copy: { from: raw/it, to: out/after-early } }
                  - { name: last, copy: { from: raw/it, to: out/last } }
            """);

        var steps = await RunAsync(world, RunState.Succeeded);

        Assert.Equal(["late Waiting", "early Succeeded", "after-early Succeeded", "late Succeeded", "last Succeeded"], steps.Select(Shown).Order(new AsListed(steps)));
        Assert.True(Of(steps, "last").StartedAt >= Of(steps, "late").FinishedAt);
        Assert.True(Of(steps, "late").FinishedAt - Of(steps, "late").StartedAt >= TimeSpan.FromMilliseconds(1500));
    }

    [Fact]
    public async Task A_failure_stops_what_has_not_begun_and_what_is_always_done_is_done_last()
    {
        await using var world = await StartAsync(
            """
                retry: { max_attempts: 1 }
                steps:
                  - { name: bad, copy: { from: raw/nothing, to: out/bad } }
                  - { name: never, copy: { from: raw/it, to: out/never } }
                always:
                  - { name: broken, copy: { from: raw/nothing, to: out/broken } }
                  - { name: told, copy: { from: raw/it, to: "out/{{run.state}} {{run.failed_step}} {{steps.bad.state}}" } }
            """);

        var steps = await RunAsync(world, RunState.Failed);

        Assert.Equal(["bad Failed", "broken Failed", "told Succeeded"], steps.Select(Shown));
        Assert.Equal(["failed bad failed"], await OutAsync(world));
        var run = Assert.Single(await world.Environment.Runs.ListAsync(10, default));
        Assert.Equal("bad", run.FailedStep);
    }

    [Fact]
    public async Task What_is_always_done_is_done_again_when_a_failed_run_is_taken_up()
    {
        await using var world = await StartAsync(
            """
                steps: [{ name: one, copy: { from: raw/later, to: out/one } }]
                always: [{ name: end, copy: { from: raw/it, to: "out/end {{run.state}}" } }]
            """);
        await RunAsync(world, RunState.Failed);

        await world.PutAsync("raw/later", "x");
        await world.Environment.DeadLetters.RedriveAsync(null, default);
        await world.WhenIdleAsync();

        Assert.Equal(["end failed", "end succeeded", "one"], await OutAsync(world));
        Assert.Equal(["one Failed", "end Succeeded", "one Succeeded", "end Succeeded"], (await StepsAsync(world)).Select(Shown));
    }

    [Fact]
    public async Task A_failure_that_is_to_be_ignored_lets_the_run_go_on()
    {
        await using var world = await StartAsync(
            """
                steps:
                  - { name: bad, continue_on_error: true, copy: { from: raw/nothing, to: out/bad } }
                  - { name: then, copy: { from: raw/it, to: "out/{{steps.bad.state}} {{steps.bad.error}}" } }
            """);

        var steps = await RunAsync(world, RunState.Succeeded);

        Assert.Equal(["bad Ignored", "then Succeeded"], steps.Select(Shown));
        Assert.StartsWith("failed WEIR5002", Assert.Single(await OutAsync(world)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_matrix_does_a_step_for_each_combination_and_one_failure_need_not_stop_the_others()
    {
        await using var world = await StartAsync(
            """
                retry: { max_attempts: 1 }
                steps:
                  - name: scrape
                    strategy:
                      matrix: { env: [dev, prod], project: "[\"crm\", \"nothing\"]" }
                      exclude: [{ env: prod, project: nothing }]
                      include: [{ env: test, project: crm }]
                      max_parallel: 2
                      fail_fast: false
                    copy: { from: "raw/{{matrix.project}}", to: "out/{{matrix.env}} {{matrix.project}}" }
            """);
        await world.PutAsync("raw/crm", "x");

        var steps = await RunAsync(world, RunState.Failed);

        Assert.Equal(["dev crm", "prod crm", "test crm"], await OutAsync(world));
        Assert.Equal(
            ["scrape (dev, crm) Succeeded", "scrape (dev, nothing) Failed", "scrape (prod, crm) Succeeded", "scrape (test, crm) Succeeded", "scrape Failed"],
            steps.Select(Shown).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task With_fail_fast_nothing_begins_after_a_failure_and_what_is_finished_is_not_done_again()
    {
        await using var world = await StartAsync(
            """
                steps:
                  - name: scrape
                    strategy: { matrix: { n: [a, b, c] }, max_parallel: 1 }
                    copy: { from: "raw/{{matrix.n}}", to: "out/{{matrix.n}}" }
            """);
        await world.PutAsync("raw/a", "x");
        await world.PutAsync("raw/c", "x");

        Assert.Equal(["scrape (a) Succeeded", "scrape (b) Failed", "scrape Failed"], (await RunAsync(world, RunState.Failed)).Select(Shown));
        await world.PutAsync("raw/b", "x");
        await world.Environment.DeadLetters.RedriveAsync(null, default);
        await world.WhenIdleAsync();

        Assert.Equal(
            ["scrape (a) Succeeded", "scrape (b) Failed", "scrape Failed", "scrape (b) Succeeded", "scrape (c) Succeeded", "scrape Succeeded"],
            (await StepsAsync(world)).Select(Shown));
    }

    [Fact]
    public async Task For_each_item_the_steps_within_are_done_in_order()
    {
        await using var world = await StartAsync(
            """
                inputs: { list: { default: "[{\"name\": \"b\"}, {\"name\": \"a\"}]" } }
                steps:
                  - name: each
                    for_each:
                      in: "{{inputs.list}}"
                      as: file
                      steps:
                        - { name: here, copy: { from: raw/it, to: "out/{{file.name}} {{file_number}}" } }
                        - { if: "{{eq steps.here.state 'succeeded'}}", copy: { from: "out/{{file.name}} {{file_number}}", to: "out/{{file.name}} again" } }
                  - { copy: { from: raw/it, to: "out/{{steps.each.state}}" } }
            """);

        var steps = await RunAsync(world, RunState.Succeeded);

        Assert.Equal(["a 2", "a again", "b 1", "b again", "succeeded"], await OutAsync(world));
        Assert.Equal(
            ["each/1/here Succeeded", "each/1/copy-2 Succeeded", "each/2/here Succeeded", "each/2/copy-2 Succeeded", "each Succeeded", "copy-2 Succeeded"],
            steps.Select(Shown));
    }

    [Fact]
    public async Task What_each_of_several_has_left_can_be_named_also_where_some_failed()
    {
        await using var world = await StartAsync(
            """
                retry: { max_attempts: 1 }
                steps:
                  - name: each
                    continue_on_error: true
                    for_each:
                      in: [a, b, c]
                      fail_fast: false
                      steps:
                        - { name: said, shell: "test $IT != b && echo word=$IT >> $WEIR_OUTPUT", env: { IT: "{{item}}" } }
                        - { name: quiet, shell: "true" }
                  - name: matrix
                    continue_on_error: true
                    strategy: { matrix: { n: [x, y] }, fail_fast: false }
                    shell: test $N != x && echo n=$N >> $WEIR_OUTPUT
                    env: { N: "{{matrix.n}}" }
                  - copy: { from: raw/it, to: "out/{{json steps.each.outputs}} {{json steps.matrix.outputs}}" }
            """);

        await RunAsync(world, RunState.Succeeded);

        Assert.Equal("""[{"said":{"word":"a"}},null,{"said":{"word":"c"}}] [null,{"n":"y"}]""", Assert.Single(await OutAsync(world)));
    }

    [Fact]
    public async Task What_waits_beside_a_failure_goes_on_and_what_failed_is_not_done_again_meanwhile()
    {
        await using var world = await StartAsync(
            """
                retry: { max_attempts: 1 }
                steps:
                  - name: each
                    for_each:
                      in: [bad, good]
                      max_parallel: 2
                      fail_fast: false
                      steps:
                        - { name: rest, if: "{{eq item 'good'}}", wait: 1500ms }
                        - { name: copy, copy: { from: "raw/{{item}}", to: "out/{{item}}" } }
            """);
        await world.PutAsync("raw/good", "x");

        var steps = await RunAsync(world, RunState.Failed);

        Assert.Equal(["good"], await OutAsync(world));
        Assert.Equal(
            ["each Failed", "each/1/copy Failed", "each/1/rest Skipped", "each/2/copy Succeeded", "each/2/rest Succeeded", "each/2/rest Waiting"],
            steps.Select(Shown).Order(StringComparer.Ordinal));

        await world.PutAsync("raw/bad", "x");
        await world.Environment.DeadLetters.RedriveAsync(null, default);
        await world.WhenIdleAsync();
        Assert.Equal(["bad", "good"], await OutAsync(world));
    }

    [Fact]
    public async Task What_is_no_list_is_told()
    {
        await using var world = await StartAsync(
            """
                steps: [{ for_each: { in: "{{run.pipeline}}", steps: [{ copy: { from: raw/it, to: out/x } }] } }]
            """);

        Assert.Equal("WEIR5034", Assert.Single(await RunAsync(world, RunState.Failed)).Failure!.Code);
    }

    [Fact]
    public async Task A_step_is_tried_again_by_itself_and_then_the_run_has_failed_for_good()
    {
        await using var world = await StartAsync(
            """
                steps: [{ name: child, retry: { type: fixed, interval: 10ms, max_attempts: 3 }, run: failing }]
            """);

        var steps = await RunAsync(world, RunState.Failed);

        var goes = steps.Where(step => step.State == StepState.Failed).ToList();
        Assert.Equal(3, goes.Count);
        Assert.Equal([true, true, false], goes.Select(step => step.WakeAt is not null));
        Assert.All(goes, step => Assert.Equal("WEIR5038", step.Failure!.Code));
        Assert.Equal(3, (await world.Environment.Runs.ListAsync(10, default)).Count(run => run.Pipeline == "failing"));
        Assert.Equal(1, Assert.Single(await world.Environment.Runs.ListAsync(10, default), run => run.Pipeline == "made").Attempt);
    }

    [Fact]
    public async Task A_step_that_takes_too_long_has_failed()
    {
        await using var world = await StartAsync(
            """
                steps: [{ name: long, timeout: 1200ms, retry: { max_attempts: 1 }, wait: 1h }]
            """);

        var steps = await RunAsync(world, RunState.Failed);

        Assert.Equal(["long Waiting", "long Failed"], steps.Select(Shown));
        Assert.Equal("WEIR5031", steps[^1].Failure!.Code);
    }

    [Fact]
    public async Task A_run_that_takes_too_long_has_failed()
    {
        await using var world = await StartAsync(
            """
                timeout: 1200ms
                steps: [{ name: long, wait: 1h }]
                always: [{ name: end, copy: { from: raw/it, to: "out/{{run.state}}" } }]
            """);

        var steps = await RunAsync(world, RunState.Failed);

        Assert.Equal(["long Waiting", "long Failed", "end Succeeded"], steps.Select(Shown));
        Assert.Equal("WEIR5032", steps[1].Failure!.Code);
    }

    [Fact]
    public async Task An_awaited_run_gives_its_end_and_one_that_is_not_awaited_its_name()
    {
        await using var world = await StartAsync(
            """
                steps:
                  - { name: waited, run: { pipeline: failing, inputs: { what: it } } }
                  - { name: left, run: { pipeline: failing, inputs: { what: it }, wait: false } }
                  - { copy: { from: raw/it, to: "out/{{steps.waited.outputs.outcome}} {{eq steps.waited.outputs.run steps.left.outputs.run}}" } }
            """);

        await RunAsync(world, RunState.Succeeded);

        Assert.Equal(["success false", "unlikely"], await OutAsync(world));
    }

    [Fact]
    public async Task A_step_waits_for_an_object()
    {
        await using var world = await StartAsync(
            """
                steps:
                  - { name: flag, wait: { object: raw/done, every: 100ms } }
                  - { copy: { from: "{{steps.flag.outputs.bucket}}/{{steps.flag.outputs.key}}", to: "out/{{steps.flag.outputs.size}}" } }
            """);
        await AskAsync(world);

        await world.PutAsync("raw/done", "four");
        await world.WhenIdleAsync();

        Assert.Equal(["4"], await OutAsync(world));
    }

    [Fact]
    public async Task A_step_waits_for_a_query_to_say_yes()
    {
        await using var world = await StartAsync(
            """
                steps:
                  - { name: full, wait: { query: "SELECT count(*) >= 2, max(id) AS last FROM seen", every: 2s } }
                  - { copy: { from: raw/it, to: "out/{{steps.full.outputs.row.last}}" } }
            """);
        world.Execute("CREATE TABLE seen (id INTEGER)");
        await world.PutAsync("raw/it", "four");
        world.Execute("INSERT INTO seen VALUES (1)");
        await AskAsync(world);
        await EventuallyAsync(async () => (await world.Environment.Runs.ListWaitingAsync(default)).Count == 1);
        Assert.Empty(await OutAsync(world));

        world.Execute("INSERT INTO seen VALUES (7)");
        await world.WhenIdleAsync();

        Assert.Equal(["7"], await OutAsync(world));
    }

    [Fact]
    public async Task A_run_that_is_scheduled_until_it_succeeds_repeats_itself_and_is_gone_then()
    {
        await using var world = await StartAsync(
            """
                steps: [{ schedule: { pipeline: failing, in: 10ms, until: success, every: 10ms, inputs: { what: later } } }]
            """);
        await AskAsync(world);
        await EventuallyAsync(async () => (await world.Environment.Runs.ListAsync(100, default)).Count(run => run.State == RunState.Failed) >= 3);

        await world.PutAsync("raw/later", "x");
        await world.WhenIdleAsync();

        Assert.Single(await world.Environment.Runs.ListAsync(1000, default), run => run is { Pipeline: "failing", State: RunState.Succeeded });
        Assert.Equal(0, await world.Environment.DeadLetters.CountAsync(default));
        Assert.Equal(["unlikely"], await OutAsync(world));
        Assert.DoesNotContain(world.Recorder.Failed, failed => failed.GivenUp);
    }

    [Fact]
    public async Task A_run_that_is_repeated_may_find_its_group_full_until_there_is_a_place()
    {
        await using var world = await StartAsync(
            """
                steps: [{ schedule: { pipeline: one, in: 10ms, until: success, every: 10ms } }]
              one: { triggers: [{ manual: true }], concurrency: { group: g, behavior: fail }, steps: [{ copy: { from: raw/it, to: out/one } }] }
              other: { triggers: [{ object_created: raw/other }], concurrency: { group: g }, steps: [{ name: sure, approve: Really? }] }
            """);
        await world.PutAsync("raw/other", "x");
        await EventuallyAsync(async () => (await world.Environment.Runs.ListWaitingAsync(default)).Count == 1);
        await AskAsync(world);
        await EventuallyAsync(async () => (await world.Environment.Runs.ListAsync(100, default)).Count(run => run is { Pipeline: "one", State: RunState.Failed }) >= 3);

        await SendAsync(world, (await world.Environment.Runs.ListWaitingAsync(default))[0].Id, RunSignalKind.Approve, "sure");
        await world.WhenIdleAsync();

        Assert.Equal(["one"], await OutAsync(world));
        Assert.DoesNotContain(world.Recorder.Failed, failed => failed.GivenUp);
        Assert.All(world.Recorder.Failed, failed => Assert.Equal("WEIR5039", failed.Failure.Code));
    }

    [Fact]
    public async Task With_a_run_the_runs_are_cancelled_that_it_waits_for_but_not_those_of_its_end()
    {
        await using var world = await StartAsync(
            """
                steps:
                  - { name: one, needs: [], run: middle }
                  - { name: each, needs: [], for_each: { in: '["a","b"]', max_parallel: 2, steps: [{ run: asks }] } }
                always: [{ name: end, run: asks }]
              middle: { triggers: [{ manual: true }], steps: [{ run: asks }] }
              asks: { triggers: [{ manual: true }], steps: [{ name: sure, approve: Really? }] }
            """);
        var id = await AskAsync(world);
        await world.WhenIdleAsync();
        Assert.Equal(5, (await world.Environment.Runs.ListWaitingAsync(default)).Count);

        await SendAsync(world, id, RunSignalKind.Cancel, null);
        await EventuallyAsync(async () => (await world.Environment.Runs.ListAsync(100, default)).Count(run => run.State == RunState.Cancelled) == 4);
        await world.WhenIdleAsync();

        var waiting = await world.Environment.Runs.ListWaitingAsync(default);
        Assert.Equal(["asks", "made"], waiting.Select(run => run.Pipeline).Order(StringComparer.Ordinal));
        await SendAsync(world, waiting.Single(run => run.Pipeline == "asks").Id, RunSignalKind.Approve, "sure");
        await world.WhenIdleAsync();
        Assert.Equal(RunState.Cancelled, (await world.Environment.Runs.FindAsync(id, default))!.State);
    }

    [Fact]
    public async Task A_person_says_yes_or_no()
    {
        await using var world = await StartAsync(
            """
                steps:
                  - { name: sure, approve: "Really {{run.pipeline}}?" }
                  - { copy: { from: raw/it, to: "out/{{steps.sure.outputs.by}}: {{steps.sure.outputs.comment}}" } }
            """);
        var (yes, no) = (await AskAsync(world), await AskAsync(world));
        await world.WhenIdleAsync();
        Assert.Equal(2, (await world.Environment.Runs.ListWaitingAsync(default)).Count);

        await SendAsync(world, yes, RunSignalKind.Approve, "sure");
        await SendAsync(world, no, RunSignalKind.Reject, "sure");
        await world.WhenIdleAsync();

        Assert.Equal(["ada: go"], await OutAsync(world));
        var rejected = await world.Environment.Runs.FindAsync(no, default);
        Assert.Equal((RunState.Failed, "WEIR5037"), (rejected!.State, rejected.Failure!.Code));
        Assert.Equal(RunState.Succeeded, (await world.Environment.Runs.FindAsync(yes, default))!.State);
    }

    [Fact]
    public async Task A_run_is_cancelled_after_what_is_always_done()
    {
        await using var world = await StartAsync(
            """
                steps: [{ name: long, wait: 1h }]
                always: [{ name: end, copy: { from: raw/it, to: "out/{{run.state}}" } }]
            """);
        var id = await AskAsync(world);
        await EventuallyAsync(async () => (await world.Environment.Runs.ListWaitingAsync(default)).Count == 1);

        await SendAsync(world, id, RunSignalKind.Cancel, null);
        await world.WhenIdleAsync();

        Assert.Equal(RunState.Cancelled, (await world.Environment.Runs.FindAsync(id, default))!.State);
        Assert.Equal(["cancelled"], await OutAsync(world));
    }

    [Fact]
    public async Task A_paused_run_begins_nothing_until_it_is_resumed()
    {
        await using var world = await StartAsync(
            """
                steps:
                  - { name: sure, approve: Really? }
                  - { copy: { from: raw/it, to: out/done } }
            """);
        var id = await AskAsync(world);
        await EventuallyAsync(async () => (await world.Environment.Runs.ListWaitingAsync(default)).Count == 1);
        await SendAsync(world, id, RunSignalKind.Pause, null);
        await SendAsync(world, id, RunSignalKind.Approve, "sure");
        await world.WhenIdleAsync();
        Assert.Empty(await OutAsync(world));

        await SendAsync(world, id, RunSignalKind.Resume, null);
        await world.WhenIdleAsync();

        Assert.Equal(["done"], await OutAsync(world));
    }

    private static string Shown(StepRecord step) => $"{step.Step} {step.State}";

    private static StepRecord Of(IReadOnlyList<StepRecord> steps, string name) => steps.Last(step => step.Step == name);

    private static async Task<World> StartAsync(string pipeline)
    {
        var world = await World.StartAsync(Start + pipeline);
        await world.PutAsync("raw/it", "it");
        return world;
    }

    private static async Task<IReadOnlyList<StepRecord>> RunAsync(World world, RunState expected)
    {
        var id = await AskAsync(world);
        await world.WhenIdleAsync();
        Assert.Equal(expected, (await world.Environment.Runs.FindAsync(id, default))?.State);
        return await world.Environment.Runs.StepsAsync(id, default);
    }

    private static async Task<IReadOnlyList<StepRecord>> StepsAsync(World world) => await world.Environment.Runs.StepsAsync(
        (await world.Environment.Runs.ListAsync(10, default)).Single(run => run.Pipeline == "made").Id, default);

    private static async Task<RunId> AskAsync(World world) => (await new RunRequests(world.Environment.Events, new Router(world.Project), TimeProvider.System).RequestAsync(
        world.Project.Pipelines["made"], new Dictionary<string, string>(), asked: null, default)).Run;

    private static Task SendAsync(World world, RunId run, RunSignalKind kind, string? step) => world.Environment.Signals.SendAsync(
        [new RunSignal { RunId = run, Kind = kind, Step = step, By = "ada", Data = "go", Time = DateTimeOffset.UtcNow }], default);

    private static async Task<IReadOnlyList<string>> OutAsync(World world)
    {
        var keys = (await world.Environment.Objects.ListAsync("out", "", null, 1_000, default)).Select(found => found.Name.Key).ToList();
        keys.Sort(StringComparer.Ordinal);
        return keys;
    }

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 1_000, "It did not come about in time.");
            await Task.Delay(20);
        }
    }

    /// <summary>Two branches end in any order.</summary>
    private sealed class AsListed(IReadOnlyList<StepRecord> steps) : IComparer<string>
    {
        private static readonly string[] Order = ["late Waiting", "early Succeeded", "after-early Succeeded", "late Succeeded", "last Succeeded"];

        public int Compare(string? x, string? y) =>
            steps.Count != Order.Length ? 0 : Array.IndexOf(Order, x).CompareTo(Array.IndexOf(Order, y));
    }
}

using Weir.Engine.Events;
using Weir.Engine.Triggers.Requests;
using Weir.Runs;

namespace Weir.Tests.Flow;

/// <summary>How many runs of a group go on at a time.</summary>
public sealed class ConcurrencyTests
{
    [Fact]
    public async Task With_a_limit_of_one_many_runs_go_on_one_after_the_other()
    {
        await using var world = await StartAsync("concurrency: { limit: 1 }", "copy: { from: raw/it, to: out/it }");
        var asked = new List<RunId>();
        for (var batch = 0; batch < 20; batch++)
        {
            asked.AddRange(await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AskAsync(world, "a"))));
        }

        await world.WhenIdleAsync();

        var runs = await world.Environment.Runs.ListAsync(1_000, default);
        Assert.Equal(100, runs.Count);
        Assert.All(runs, run => Assert.Equal(RunState.Succeeded, run.State));
        var inOrder = runs.OrderBy(run => run.StartedAt).ToList();
        for (var at = 1; at < inOrder.Count; at++)
        {
            Assert.True(inOrder[at].StartedAt >= inOrder[at - 1].FinishedAt, $"{inOrder[at].Id} began before {inOrder[at - 1].Id} had ended.");
        }
    }

    [Fact]
    public async Task A_run_that_waits_keeps_its_place_and_other_groups_go_on()
    {
        await using var world = await StartAsync("concurrency: { limit: 1, group: \"{{inputs.group}}\" }", "approve: Really?");
        var first = await AskAsync(world, "a");
        await EventuallyWaitingAsync(world, 1);
        var second = await AskAsync(world, "a");
        await AskAsync(world, "b");
        await EventuallyWaitingAsync(world, 2);
        Assert.Null(await world.Environment.Runs.FindAsync(second, default));

        await SayAsync(world, first, RunSignalKind.Approve);

        await EventuallyAsync(async () => (await world.Environment.Runs.FindAsync(second, default))?.State == RunState.Waiting);
        Assert.Equal(RunState.Succeeded, (await world.Environment.Runs.FindAsync(first, default))!.State);
    }

    [Fact]
    public async Task Nobody_waits_for_runs_that_stand_behind_one_that_waits_for_a_word()
    {
        await using var world = await StartAsync("concurrency: { limit: 1 }", "approve: Really?");
        var first = await AskAsync(world, "a");
        await EventuallyWaitingAsync(world, 1);
        var second = await AskAsync(world, "a");
        var third = await AskAsync(world, "a");

        await world.WhenIdleAsync();
        await SayAsync(world, first, RunSignalKind.Approve);
        await world.WhenIdleAsync();

        Assert.Equal(RunState.Succeeded, (await world.Environment.Runs.FindAsync(first, default))!.State);
        Assert.Equal(RunState.Waiting, (await world.Environment.Runs.FindAsync(second, default))!.State);
        Assert.Null(await world.Environment.Runs.FindAsync(third, default));
    }

    [Fact]
    public async Task A_run_that_waits_for_one_that_would_wait_for_its_place_fails_with_it()
    {
        await using var world = await World.StartAsync(
            """
            project: groups
            pipelines:
              made:
                triggers: [{ manual: true }]
                retry: { max_attempts: 1 }
                inputs: { group: { default: a } }
                concurrency: { group: "{{inputs.group}}", limit: 1 }
                steps: [{ name: ask, run: child }]
              child: { triggers: [{ manual: true }], concurrency: { group: a, limit: 1 }, steps: [{ publish: { topic: t, message: done } }] }
            """);
        await AskAsync(world, "a");

        await world.WhenIdleAsync();

        var runs = await world.Environment.Runs.ListAsync(10, default);
        Assert.DoesNotContain(runs, run => run.State == RunState.Waiting);
        Assert.Contains(runs, run => run is { Pipeline: "child", Failure.Code: "WEIR7121" });
        Assert.Contains(runs, run => run is { Pipeline: "made", Failure.Code: "WEIR5038" });
    }

    [Fact]
    public async Task A_newer_run_has_the_older_one_cancelled()
    {
        await using var world = await StartAsync("concurrency: { behavior: cancel }", "approve: Really?");
        var first = await AskAsync(world, "a");
        await EventuallyWaitingAsync(world, 1);

        var second = await AskAsync(world, "a");

        await EventuallyAsync(async () => (await world.Environment.Runs.FindAsync(second, default))?.State == RunState.Waiting);
        Assert.Equal(RunState.Cancelled, (await world.Environment.Runs.FindAsync(first, default))!.State);
    }

    [Fact]
    public async Task A_run_beyond_the_limit_fails_at_once()
    {
        await using var world = await StartAsync("concurrency: { behavior: fail }", "approve: Really?");
        await AskAsync(world, "a");
        await EventuallyWaitingAsync(world, 1);

        var second = await AskAsync(world, "a");

        await EventuallyAsync(async () => await world.Environment.Runs.FindAsync(second, default) is not null);
        var failed = await world.Environment.Runs.FindAsync(second, default);
        Assert.Equal((RunState.Failed, "WEIR5039"), (failed!.State, failed.Failure!.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  made: { triggers: [{ manual: true }], concurrency: { group: h }, steps: [{ approve: Really? }] }\n")]
    public async Task A_run_that_waits_holds_no_place_in_a_group_that_the_project_took_it_out_of(string changed)
    {
        var folder = Directory.CreateTempSubdirectory("weir-groups-").FullName;
        RunId run;
        await using (var before = await StartAsync("concurrency: { group: g }", "approve: Really?", folder))
        {
            run = await AskAsync(before, "a");
            await EventuallyWaitingAsync(before, 1);
        }

        const string Other = "  other: { triggers: [{ object_created: raw/new }], concurrency: { group: g }, steps: [{ copy: { from: raw/new, to: out/new } }] }\n";
        await using (var world = await World.StartAsync($"project: groups\nbuckets: {{ raw: {{}}, out: {{}} }}\npipelines:\n{Other}{changed}", folder))
        {
            if (changed.Length > 0)
            {
                await SayAsync(world, run, RunSignalKind.Approve);
                await EventuallyAsync(async () => (await world.Environment.Runs.FindAsync(run, default))?.State == RunState.Succeeded);
            }

            await world.PutAsync("raw/new", "new");
            await EventuallyAsync(async () => (await world.Environment.Runs.ListAsync(10, default)).Any(each => each is { Pipeline: "other", State: RunState.Succeeded }));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task However_many_stand_behind_one_that_waits_for_a_word_other_groups_go_on_and_nobody_waits_for_them()
    {
        const int more = 4_300;
        await using var world = await StartAsync("concurrency: { limit: 1, group: \"{{inputs.group}}\" }", "approve: Really?");
        await AskAsync(world, "a");
        await EventuallyWaitingAsync(world, 1);
        foreach (var batch in Enumerable.Range(0, more).Chunk(100))
        {
            await Task.WhenAll(batch.Select(_ => AskAsync(world, "a")));
        }

        var other = await AskAsync(world, "b");

        await world.WhenIdleAsync();
        Assert.Equal(RunState.Waiting, (await world.Environment.Runs.FindAsync(other, default))!.State);
    }

    private static async Task<World> StartAsync(string concurrency, string step, string? folder = null)
    {
        var world = await World.StartAsync(
            $$"""
            project: groups
            buckets: { raw: {}, out: {} }
            pipelines:
              made:
                triggers: [{ manual: true }]
                inputs: { group: { default: a } }
                {{concurrency}}
                steps: [{ {{step}} }]
            """,
            folder);
        await world.PutAsync("raw/it", "it");
        return world;
    }

    private static async Task<RunId> AskAsync(World world, string group) => (await new RunRequests(world.Environment.Events, new Router(world.Project), TimeProvider.System).RequestAsync(
        world.Project.Pipelines["made"], new Dictionary<string, string> { ["group"] = group }, asked: null, default)).Run;

    private static Task SayAsync(World world, RunId run, RunSignalKind kind) => world.Environment.Signals.SendAsync(
        [new RunSignal { RunId = run, Kind = kind, Step = "approve-1", Time = DateTimeOffset.UtcNow }], default);

    private static Task EventuallyWaitingAsync(World world, int count) =>
        EventuallyAsync(async () => (await world.Environment.Runs.ListWaitingAsync(default)).Count == count);

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 1_000, "It did not come about in time.");
            await Task.Delay(20);
        }
    }
}

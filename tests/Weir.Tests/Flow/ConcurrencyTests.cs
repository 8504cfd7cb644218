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

    private static async Task<World> StartAsync(string concurrency, string step)
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
            """);
        await world.PutAsync("raw/it", "it");
        return world;
    }

    private static async Task<RunId> AskAsync(World world, string group) => (await new RunRequests(world.Environment.Events, new Router(world.Project), TimeProvider.System).RequestAsync(
        world.Project.Pipelines["made"], new Dictionary<string, string> { ["group"] = group }, default)).Run;

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

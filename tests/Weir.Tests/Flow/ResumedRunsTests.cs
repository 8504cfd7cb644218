using Weir.Engine.Events;
using Weir.Engine.Triggers.Requests;
using Weir.Runs;

namespace Weir.Tests.Flow;

/// <summary>Runs that are taken up again: after they were given up, after they waited, after steps beside one another ended each in its way.</summary>
public sealed class ResumedRunsTests
{
    private const string Start =
        """
        project: resumed
        buckets: { raw: {}, out: {} }
        pipelines:
          child:
            triggers: [{ manual: true }]
            retry: { max_attempts: 1 }
            steps: [{ copy: { from: raw/later, to: out/child } }]
          made:
            triggers: [{ manual: true }]

        """;

    [Fact]
    public async Task A_run_that_failed_with_the_one_it_waits_for_starts_another_when_it_is_taken_up()
    {
        await using var world = await StartAsync(
            """
                retry: { max_attempts: 1 }
                steps: [{ name: ask, run: child }]
            """);
        var run = await AskAsync(world);
        await EndsAsync(world, run, RunState.Failed);

        await world.PutAsync("raw/later", "x");
        await RedriveAsync(world);

        await EndsAsync(world, run, RunState.Succeeded);
        Assert.Equal(["child failure", "child success"], (await RunsOfAsync(world, "child")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_run_at_the_end_is_run_again_when_the_run_is_taken_up()
    {
        await using var world = await StartAsync(
            """
                retry: { max_attempts: 1 }
                steps: [{ name: one, copy: { from: raw/later, to: out/one } }]
                always: [{ name: end, run: child }]
            """);
        var run = await AskAsync(world);
        await EndsAsync(world, run, RunState.Failed);

        await world.PutAsync("raw/later", "x");
        await RedriveAsync(world);

        await EndsAsync(world, run, RunState.Succeeded);
        Assert.Equal(["child failure", "child success"], (await RunsOfAsync(world, "child")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_run_whose_time_was_over_has_all_of_it_again_when_it_is_taken_up()
    {
        await using var world = await StartAsync(
            """
                timeout: 2s
                steps:
                  - { name: one, wait: { object: raw/later, every: 100ms } }
                  - { name: two, copy: { from: raw/later, to: out/two } }
            """);
        var run = await AskAsync(world);
        await EndsAsync(world, run, RunState.Failed);
        Assert.Equal("WEIR5032", (await world.Environment.Runs.FindAsync(run, default))!.Failure!.Code);

        await world.PutAsync("raw/later", "x");
        await RedriveAsync(world);

        await EndsAsync(world, run, RunState.Succeeded);
    }

    [Fact]
    public async Task A_run_that_waits_ends_when_its_time_comes_and_the_project_has_its_pipeline_no_more()
    {
        var folder = Directory.CreateTempSubdirectory("weir-resumed-").FullName;
        RunId run;
        await using (var before = await World.StartAsync(Start + "    steps: [{ wait: 2s }]\n", folder))
        {
            run = await AskAsync(before);
            await EndsAsync(before, run, RunState.Waiting);
        }

        await using (var world = await World.StartAsync("project: resumed\nbuckets: { raw: {} }\n", folder))
        {
            await EndsAsync(world, run, RunState.Failed);
            Assert.Equal("WEIR4013", (await world.Environment.Runs.FindAsync(run, default))!.Failure!.Code);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_run_hears_of_the_end_of_the_one_it_waits_for_also_when_the_project_has_that_pipeline_no_more()
    {
        const string Other =
            """
            project: resumed
            buckets: { raw: {} }
            pipelines:
              made: { triggers: [{ manual: true }], retry: { max_attempts: 1 }, steps: [{ name: ask, run: other }] }
              other: { triggers: [{ manual: true }], steps: [{ approve: Really? }] }

            """;
        var folder = Directory.CreateTempSubdirectory("weir-resumed-").FullName;
        RunId run;
        await using (var before = await World.StartAsync(Other.Replace("other", "older", StringComparison.Ordinal), folder))
        {
            run = await AskAsync(before);
            await before.WhenIdleAsync();
            Assert.Equal(2, (await before.Environment.Runs.ListWaitingAsync(default)).Count);
        }

        await using (var world = await World.StartAsync(Other, folder))
        {
            var older = Assert.Single(await world.Environment.Runs.ListWaitingAsync(default), waits => waits.Pipeline == "older");
            await world.Environment.Signals.SendAsync(
                [new RunSignal { RunId = older.Id, Kind = RunSignalKind.Cancel, Time = DateTimeOffset.UtcNow }], default);
            await EndsAsync(world, run, RunState.Failed);
            Assert.Equal("WEIR5038", (await world.Environment.Runs.FindAsync(run, default))!.Failure!.Code);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<World> StartAsync(string made)
    {
        var world = await World.StartAsync(Start + made);
        await world.PutAsync("raw/it", "it");
        return world;
    }

    private static async Task<RunId> AskAsync(World world) => (await new RunRequests(world.Environment.Events, new Router(world.Project), TimeProvider.System)
        .RequestAsync(world.Project.Pipelines["made"], new Dictionary<string, string>(), asked: null, default)).Run;

    private static async Task RedriveAsync(World world)
    {
        var letters = await world.Environment.DeadLetters.ListAsync(10, default);
        await world.Environment.DeadLetters.RedriveAsync([Assert.Single(letters, letter => letter.Subscriber.Name == "made").DeliveryId], default);
    }

    private static async Task<IEnumerable<string>> RunsOfAsync(World world, string pipeline) => (await world.Environment.Runs.ListAsync(100, default))
        .Where(run => run.Pipeline == pipeline).Select(run => $"{run.Pipeline} {Run.OutcomeOf(run.State)}");

    private static async Task EndsAsync(World world, RunId run, RunState state)
    {
        for (var tries = 0; (await world.Environment.Runs.FindAsync(run, default))?.State != state; tries++)
        {
            Assert.True(tries < 1_000, $"The run is {(await world.Environment.Runs.FindAsync(run, default))?.State} and was to be {state}.");
            await Task.Delay(20);
        }
    }
}

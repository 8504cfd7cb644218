using Weir.Engine.Runs;
using Weir.Runs;
using Weir.Server.Operations;

namespace Weir.Tests.Flow;

/// <summary>A run is seen at every moment from its beginning on: as going on, or as what is recorded of it.</summary>
public sealed class SeenRunsTests
{
    [Fact]
    public async Task A_run_whose_end_is_not_recorded_yet_is_still_seen_and_then_there_is_news()
    {
        RunningRuns running = null!;
        HeldSettlements held = null!;
        await using var world = await World.StartAsync(
            "project: seen\nbuckets: { raw: {} }\npipelines: { go: { triggers: [{ object_created: raw/** }], steps: [{ delete: raw/none }] } }",
            change: ports =>
            {
                (running, held) = (ports.Running, new HeldSettlements(ports.Queue));
                return ports with { Queue = held };
            });

        await world.PutAsync("raw/one", "1");
        await held.Coming.WaitAsync(TimeSpan.FromSeconds(60));
        var (seen, changes) = (running.All, running.Changes);
        held.Release();
        await world.WhenIdleAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (running.All.Count > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), patience.Token);
        }

        var run = Assert.Single(seen);
        var recorded = await world.Environment.Runs.FindAsync(run.Id, default);
        Assert.NotNull(recorded);
        Assert.True(running.Changes > changes);

        // Between the record and the word that it is there a list holds the run once, whatever the length of its pages.
        running.Enter(recorded with { State = RunState.Running, StartedAt = recorded.FinishedAt });
        running.Leave(run.Id);
        var reads = new RunReads(world.Project, world.Environment.RunSearch, world.Environment.FlowCounts, running);
        foreach (var limit in new[] { 1, 10 })
        {
            var listed = Assert.Single((await reads.ListAsync(new RunFilter(), after: null, limit, default)).Items);
            Assert.Equal((run.Id.ToString(), "succeeded"), (listed.Id, listed.State));
        }
    }
}

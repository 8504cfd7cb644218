using System.Diagnostics;

using Weir.Deliveries;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Runs;
using Weir.Tests.Flow;

using Xunit.Abstractions;

namespace Weir.Tests.Reliability;

/// <summary>Very many runs want into a group that has room for one, and the one that has it waits.</summary>
public sealed class CrowdedGroupTests(ITestOutputHelper output)
{
    /// <summary>More than the runs that a pipeline has at hand.</summary>
    private static readonly int Events = Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") == "1" ? 10_000 : 4_600;

    [Fact]
    public async Task The_run_that_has_the_place_goes_on_however_many_stand_behind_it()
    {
        await using var world = await World.StartAsync(
            """
            project: crowd
            pipelines:
              made:
                triggers: [{ manual: true }]
                concurrency: { limit: 1 }
                steps: [{ name: sure, if: "{{eq event.type 'first'}}", approve: Really? }]
            """);
        var first = await AppendAsync(world, "first", 1);
        await EventuallyAsync(async () => (await world.Environment.Runs.ListWaitingAsync(default)).Count == 1);
        await AppendAsync(world, "other", Events);
        Assert.Single(await world.Environment.Runs.ListAsync(2, default));

        var start = Stopwatch.GetTimestamp();
        await world.Environment.Signals.SendAsync(
            [new RunSignal { RunId = first, Kind = RunSignalKind.Approve, Step = "sure", Time = DateTimeOffset.UtcNow }], default);
        await world.WhenIdleAsync();

        output.WriteLine($"{Events} runs one after the other: {Stopwatch.GetElapsedTime(start)}");
        var runs = await world.Environment.Runs.ListAsync(Events + 10, default);
        Assert.Equal(Events + 1, runs.Count);
        Assert.All(runs, run => Assert.Equal(RunState.Succeeded, run.State));
    }

    /// <returns>The run of the first.</returns>
    private static async Task<RunId> AppendAsync(World world, string type, int count)
    {
        var events = Enumerable.Range(0, count)
            .Select(_ => new Event { Id = EventId.New(TimeProvider.System), Type = type, Time = DateTimeOffset.UtcNow })
            .ToList();
        await world.Environment.Events.AppendAsync([.. events.Select(each => new RoutedEvent(each, [new Subscriber(SubscriberKind.Pipeline, "made")]))], default);
        return RunId.Of(events[0].Id, "made");
    }

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2), "It did not come about in time.");
            await Task.Delay(50);
        }
    }
}

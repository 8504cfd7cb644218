using Weir.Engine.Runs;
using Weir.Engine.Steps;
using Weir.Events;
using Weir.Pipelines;
using Weir.Tests.Engine.Steps;

namespace Weir.Tests.Engine.Runs;

public sealed class RunnerTests
{
    [Fact]
    public async Task A_clock_that_is_set_back_meanwhile_makes_no_run_end_before_it_started()
    {
        var time = new FallingClock();
        var buckets = new InMemoryBuckets();
        var runner = new Runner(new StepExecutor(buckets, buckets, buckets, time), time);
        var happened = new Event { Id = EventId.New(time), Type = "tick", Time = time.GetUtcNow() };

        var (run, error) = await runner.RunAsync(
            new PipelineDefinition { Name = "p", Triggers = [], Steps = [], Retry = RetryDefinition.Default }, happened, 1, "abc", default);

        Assert.Null(error);
        Assert.InRange(run.FinishedAt - run.StartedAt, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    /// <summary>A day earlier whenever it is looked at.</summary>
    private sealed class FallingClock : TimeProvider
    {
        private int _looks;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddDays(-_looks++);
    }
}

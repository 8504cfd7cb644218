using Weir.Deliveries;
using Weir.Engine.Functions;
using Weir.Engine.Runs;
using Weir.Engine.Steps;
using Weir.Events;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Runs;
using Weir.Tests.Engine.Steps;

namespace Weir.Tests.Engine.Runs;

public sealed class RunnerTests
{
    private static readonly PipelineDefinition ThreeSteps = new()
    {
        Name = "p",
        Triggers = [],
        Steps =
        [
            StepBench.Copy("raw/a", "curated/1") with { Name = "one" },
            StepBench.Copy("raw/a", "curated/2") with { Name = "two" },
            StepBench.Copy("raw/a", "curated/3") with { Name = "three" },
        ],
    };

    private readonly InMemoryBuckets _buckets = new();
    private readonly NotedSteps _log = new();

    [Fact]
    public async Task A_clock_that_is_set_back_meanwhile_makes_no_run_end_before_it_started()
    {
        var (run, _, error) = await RunAsync(ThreeSteps with { Steps = [] }, Delivered(new FallingClock()), new FallingClock());

        Assert.Null(error);
        Assert.InRange(run.FinishedAt - run.StartedAt, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Every_step_but_the_last_is_noted_before_the_next_one_starts()
    {
        _buckets.Put("raw/a", [1]);
        _log.Noting = step => Assert.Equal(step.Number, _buckets.Names.Count(name => name.StartsWith("curated/", StringComparison.Ordinal)));

        var (run, steps, error) = await RunAsync(ThreeSteps, Delivered());

        Assert.Null(error);
        Assert.Equal(["1 one Succeeded", "2 two Succeeded"], _log.Shown);
        Assert.Equal("three", Assert.Single(steps).Step);
        Assert.Equal(RunId.Of(run.EventId, "p"), run.Id);
    }

    [Fact]
    public async Task A_run_goes_on_after_its_last_finished_step_and_a_lost_attempt_is_told()
    {
        _buckets.Put("raw/a", [1]);
        var delivery = Delivered();
        await RunAsync(ThreeSteps with { Steps = [.. ThreeSteps.Steps.Take(2)] }, delivery);

        var (_, steps, _) = await RunAsync(ThreeSteps, delivery with { MayHaveBegun = true, MayBeLost = true });

        Assert.Equal(["1 one Succeeded", "2 two Crashed", "3 two Succeeded"], _log.Shown);
        Assert.Equal(["three"], steps.Select(step => step.Step));
        Assert.Equal(1, Landings("curated/1"));
        Assert.Equal(2, Landings("curated/2"));
    }

    [Theory]
    [InlineData("""{"message":"\ud800"}""")]
    [InlineData("no JSON")]
    public async Task An_event_that_nobody_can_read_fails_the_run_before_its_first_step(string data)
    {
        var delivery = Delivered();
        delivery = delivery with { Event = delivery.Event with { Data = data } };

        var (run, steps, error) = await RunAsync(ThreeSteps, delivery);

        Assert.Equal("WEIR4015", Assert.IsType<RefusedException>(error).Failure.Code);
        Assert.Null(run.FailedStep);
        Assert.Empty(steps);
    }

    [Fact]
    public async Task A_failed_step_is_done_again_and_those_before_it_are_not()
    {
        _buckets.Put("raw/a", [1]);
        var pipeline = ThreeSteps with { Steps = [ThreeSteps.Steps[0], StepBench.Copy("raw/later", "curated/2") with { Name = "two" }] };
        var delivery = Delivered();
        var (failed, unsaved, error) = await RunAsync(pipeline, delivery);
        Assert.Equal("WEIR5002", Assert.IsType<RefusedException>(error).Failure.Code);
        Assert.Equal("two", failed.FailedStep);
        _log.Steps.AddRange(unsaved);
        _buckets.Put("raw/later", [2]);

        var (run, last, none) = await RunAsync(pipeline, delivery with { Attempt = 2, MayHaveBegun = true });

        Assert.Null(none);
        Assert.Equal(2, run.Attempt);
        Assert.Equal(["1 one Succeeded", "2 two Failed"], _log.Shown);
        Assert.Equal((3, "two", 2), last.Select(step => (step.Number, step.Step, step.Attempt)).Single());
        Assert.Equal(1, Landings("curated/1"));
    }

    [Fact]
    public async Task A_step_that_cannot_be_noted_is_kept_for_the_settling()
    {
        _buckets.Put("raw/a", [1]);
        _log.Noting = _ => throw new UnavailableException(new Failure("WEIR4003", "Full."));

        var (_, steps, error) = await RunAsync(ThreeSteps, Delivered());

        Assert.IsType<UnavailableException>(error);
        Assert.Equal(["one"], steps.Select(step => step.Step));
        Assert.Equal(0, Landings("curated/2"));
    }

    private static Delivery Delivered(TimeProvider? time = null) => new()
    {
        Id = 1,
        Subscriber = new Subscriber(SubscriberKind.Pipeline, "p"),
        Event = new Event { Id = EventId.New(time ?? TimeProvider.System), Type = "tick", Time = DateTimeOffset.UnixEpoch },
        Attempt = 1,
        LeaseToken = 1,
    };

    private int Landings(string name) => _buckets.Posted.Count(posted => posted.Object!.Name == InMemoryBuckets.Name(name));

    private Task<RunResult> RunAsync(PipelineDefinition pipeline, Delivery delivery, TimeProvider? time = null)
    {
        var clock = time ?? TimeProvider.System;
        return new Runner(
            new StepExecutor(new StepPorts(_buckets, _buckets, _buckets, _buckets, _buckets, _buckets, clock), new NoFunctions(), clock), _log, new NoSignals(), new RunningRuns(), clock)
            .RunAsync(pipeline, delivery, "abc", _ => false, default);
    }

    /// <summary>A run log in memory, of one run.</summary>
    private sealed class NotedSteps : IRunLog
    {
        public List<StepRecord> Steps { get; } = [];

        public Action<StepRecord> Noting { get; set; } = _ => { };

        public IEnumerable<string> Shown => Steps.Select(step => $"{step.Number} {step.Step} {step.State}");

        public Task<IReadOnlyList<Run>> ListAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<Run>> ListWaitingAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Run?> FindAsync(RunId id, CancellationToken cancellationToken) => Task.FromResult<Run?>(null);

        public Task<IReadOnlyList<StepRecord>> StepsAsync(RunId id, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<StepRecord>>([.. Steps]);

        public Task NoteAsync(IReadOnlyList<StepRecord> steps, CancellationToken cancellationToken)
        {
            foreach (var step in steps)
            {
                Noting(step);
                Steps.Add(step);
            }

            return Task.CompletedTask;
        }
    }

    /// <summary>Nobody says anything.</summary>
    private sealed class NoSignals : IRunSignals
    {
        public event Action<IReadOnlyList<RunSignal>>? Sent
        {
            add { }
            remove { }
        }

        public Task<IReadOnlyList<RunSignal>> OfAsync(RunId run, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RunSignal>>([]);

        public Task<IReadOnlyList<RunSignal>> SendAsync(IReadOnlyList<RunSignal> signals, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    /// <summary>A day earlier whenever it is looked at.</summary>
    private sealed class FallingClock : TimeProvider
    {
        private int _looks;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddDays(-_looks++);
    }
}

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
    private readonly List<RunSignal> _said = [];

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

    [Fact]
    public async Task What_failed_for_good_is_not_tried_again_because_the_process_died_at_the_end_of_the_run()
    {
        _buckets.Put("raw/a", [1]);
        var pipeline = ThreeSteps with
        {
            Steps = [ThreeSteps.Steps[0], ThreeSteps.Steps[1] with { Control = new() { Needs = [] } }],
            Always = [StepBench.Copy("raw/a", "curated/end") with { Name = "end" }],
        };
        var delivery = Delivered();
        var record = new StepRecord
        {
            RunId = RunId.Of(delivery.Event.Id, "p"),
            Number = 1,
            Step = "one",
            Attempt = 1,
            State = StepState.Failed,
            Failure = new Failure("WEIR6602", "It failed."),
            StartedAt = DateTimeOffset.UnixEpoch,
            FinishedAt = DateTimeOffset.UnixEpoch,
        };

        // The second step went on beside the first, and ended after it.
        _log.Steps.AddRange([record, record with { Number = 2, Step = "two", State = StepState.Succeeded }, record with { Number = 3, Step = "end", State = StepState.Succeeded }]);

        var (run, _, error) = await RunAsync(pipeline, delivery with { MayHaveBegun = true, MayBeLost = true });

        Assert.Equal("one", run.FailedStep);
        Assert.Equal("WEIR6602", Assert.IsType<RefusedException>(error).Failure.Code);
        Assert.Empty(_buckets.Posted);
    }

    [Fact]
    public async Task A_run_that_waits_lets_go_also_when_the_clock_is_set_back_meanwhile()
    {
        _buckets.Put("raw/a", [1]);
        var time = new MovedClock();
        _log.Noting = _ => time.By = -TimeSpan.FromHours(1);
        var pipeline = ThreeSteps with { Steps = [ThreeSteps.Steps[0], StepBench.Wait("10m") with { Name = "rest" }] };

        var (run, _, error) = await Task.Run(() => RunAsync(pipeline, Delivered(time), time)).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Null(error);
        Assert.Equal(RunState.Waiting, run.State);
        Assert.InRange(run.WakeAt!.Value, time.GetUtcNow(), time.GetUtcNow() + TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task A_run_may_be_given_a_year()
    {
        _buckets.Put("raw/a", [1]);

        var (run, _, error) = await RunAsync(ThreeSteps with { Timeout = TimeSpan.FromDays(365) }, Delivered());

        Assert.Null(error);
        Assert.Equal(RunState.Succeeded, run.State);
    }

    [Fact]
    public async Task A_matrix_may_make_a_list_of_outputs_that_are_as_deep_as_they_may_be()
    {
        _buckets.Put("raw/a", [1]);
        var delivery = Delivered();
        _log.Steps.Add(new StepRecord
        {
            RunId = RunId.Of(delivery.Event.Id, "p"),
            Number = 1,
            Step = "one ()",
            Attempt = 1,
            State = StepState.Succeeded,
            StartedAt = DateTimeOffset.UnixEpoch,
            FinishedAt = DateTimeOffset.UnixEpoch,
            Output = new string('[', 50) + new string(']', 50),
        });
        var pipeline = ThreeSteps with { Steps = [ThreeSteps.Steps[0] with { Control = new() { Strategy = new StrategyDefinition([]) } }, ThreeSteps.Steps[1]] };

        var (run, _, error) = await RunAsync(pipeline, delivery with { MayHaveBegun = true });

        Assert.Null(error);
        Assert.Equal(RunState.Succeeded, run.State);
    }

    [Fact]
    public async Task What_ended_before_the_engine_stopped_is_noted()
    {
        _buckets.Put("raw/a", [1]);
        using var stop = new CancellationTokenSource();
        var time = new StoppingTime(stop);
        var pipeline = ThreeSteps with
        {
            Steps = [ThreeSteps.Steps[0], StepBench.Wait("900ms") with { Name = "rest", Control = new() { Needs = [] } }],
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(pipeline, Delivered(), time, stop: stop.Token));

        Assert.Contains("one Succeeded", string.Join(", ", _log.Shown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_ended_before_the_wait_for_it_was_noted_is_not_waited_for()
    {
        var pipeline = ThreeSteps with { Steps = [new StepDefinition.Run("child", [], IsAwaited: true) { Name = "ask" }] };
        var delivery = Delivered();
        var (lost, _, _) = await RunAsync(pipeline, delivery);
        Assert.Equal(RunState.Waiting, lost.State);
        var asked = Assert.Single(_buckets.Posted);
        var child = lost with { Id = RunId.Of(asked.Id, "child"), Pipeline = "child", EventId = asked.Id, State = RunState.Succeeded };
        _said.Add(RunEvents.AwaitedBy(child, delivery with { Event = asked })! with { Number = 1 });

        var (run, steps, error) = await RunAsync(pipeline, delivery with { MayHaveBegun = true, MayBeLost = true });

        Assert.Null(error);
        Assert.Equal(RunState.Succeeded, run.State);
        Assert.Equal("ask Succeeded", Assert.Single(steps.Select(step => $"{step.Step} {step.State}")));
    }

    [Fact]
    public async Task Of_a_run_whose_attempts_were_lost_only_what_is_done_at_the_end_is_done()
    {
        _buckets.Put("raw/a", [1]);
        var delivery = Delivered();
        await RunAsync(ThreeSteps with { Steps = [.. ThreeSteps.Steps.Take(2)] }, delivery);
        var pipeline = ThreeSteps with { Always = [StepBench.Copy("raw/a", "curated/end") with { Name = "end" }] };
        var lost = new Failure("WEIR4011", "It was lost.");

        var (run, steps, error) = await RunAsync(pipeline, delivery with { MayHaveBegun = true, MayBeLost = true }, lost: lost);

        Assert.Equal(lost, Assert.IsType<RefusedException>(error).Failure);
        Assert.Equal("two", run.FailedStep);
        Assert.Equal(["1 one Succeeded", "2 two Crashed", "3 two Failed"], _log.Shown);
        Assert.Equal("end Succeeded", Assert.Single(steps.Select(step => $"{step.Step} {step.State}")));
        Assert.Equal(0, Landings("curated/3"));
        Assert.Equal(1, Landings("curated/end"));
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

    private Task<RunResult> RunAsync(
        PipelineDefinition pipeline, Delivery delivery, TimeProvider? time = null, Failure? lost = null, CancellationToken stop = default)
    {
        var clock = time ?? TimeProvider.System;
        return new Runner(
            new StepExecutor(new StepPorts(_buckets, _buckets, _buckets, _buckets, _buckets, _buckets, clock), new NoFunctions(), clock), _log, new SaidSignals(_said), new RunningRuns(), clock)
            .RunAsync(pipeline, delivery, "abc", lost, _ => false, stop);
    }

    /// <summary>A run log in memory, of one run.</summary>
    private sealed class NotedSteps : IRunLog
    {
        public List<StepRecord> Steps { get; } = [];

        public Action<StepRecord> Noting { get; set; } = _ => { };

        public IEnumerable<string> Shown => Steps.Select(step => $"{step.Number} {step.Step} {step.State}");

        public Task<IReadOnlyList<Run>> ListAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<Run>> ListAsync(IReadOnlyCollection<string> tenants, int limit, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<Run>> ListWaitingAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Run?> FindAsync(RunId id, CancellationToken cancellationToken) => Task.FromResult<Run?>(null);

        public Task<RunPin?> PinOfAsync(RunId id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> NeedsAsync(string revision, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<long?> DeliveryOfAsync(RunId id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<StepRecord>> StepsAsync(RunId id, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<StepRecord>>([.. Steps]);

        public Task<IReadOnlyList<StepRecord>> StepsAsync(RunId id, int after, int limit, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

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

    /// <summary>What was said to the run before it began.</summary>
    private sealed class SaidSignals(IReadOnlyList<RunSignal> said) : IRunSignals
    {
        public event Action<IReadOnlyList<RunSignal>>? Sent
        {
            add { }
            remove { }
        }

        public Task<IReadOnlyList<RunSignal>> OfAsync(RunId run, CancellationToken cancellationToken) => Task.FromResult(said);

        public Task<IReadOnlyList<RunSignal>> SendAsync(IReadOnlyList<RunSignal> signals, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    /// <summary>The engine stops as somebody begins to let time pass.</summary>
    private sealed class StoppingTime(CancellationTokenSource stop) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            stop.Cancel();
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    /// <summary>A day earlier whenever it is looked at.</summary>
    private sealed class FallingClock : TimeProvider
    {
        private int _looks;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddDays(-_looks++);
    }
}

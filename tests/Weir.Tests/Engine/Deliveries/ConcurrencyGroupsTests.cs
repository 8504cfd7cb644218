using Weir.Engine.Deliveries;
using Weir.Engine.Runs;
using Weir.Events;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Tests.Engine.Deliveries;

public sealed class ConcurrencyGroupsTests
{
    private static readonly ConcurrencyDefinition One = new(1);
    private static readonly ConcurrencyDefinition Two = new(2);

    [Fact]
    public async Task A_run_that_is_given_up_after_a_start_leaves_the_place_that_it_had_before()
    {
        var before = RunId.New(TimeProvider.System);
        var groups = GroupsWith(before);
        var next = groups.EnterAsync("g", RunId.New(TimeProvider.System), null, One, default);
        Assert.False(next.IsCompleted);

        await groups.ForgetAsync(before, default);

        await next.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Runs_are_stuck_only_as_long_as_all_before_them_wait_for_a_word()
    {
        var before = RunId.New(TimeProvider.System);
        var groups = GroupsWith(before);
        var (second, third) = (RunId.New(TimeProvider.System), RunId.New(TimeProvider.System));
        var waits = groups.EnterAsync("g", second, null, One, default);
        _ = groups.EnterAsync("g", third, null, One, default);
        Assert.Equal(2, groups.Stuck.Runs);

        await groups.EnterAsync("g", before, null, One, default);
        Assert.Equal(0, groups.Stuck.Runs);
        groups.Leave("g", before);
        await waits.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, groups.Stuck.Runs);
        groups.Rest("g", second);
        Assert.Equal(1, groups.Stuck.Runs);
        groups.Leave("g", third);
        Assert.Equal(0, groups.Stuck.Runs);
    }

    [Fact]
    public async Task A_run_is_refused_once_all_who_have_a_place_wait_for_one_that_has_none()
    {
        var (one, two, other) = (RunId.New(TimeProvider.System), RunId.New(TimeProvider.System), RunId.New(TimeProvider.System));
        var (ofOne, ofTwo) = (RunId.New(TimeProvider.System), RunId.New(TimeProvider.System));
        var groups = GroupsWith(one);
        await groups.EnterAsync("g", two, null, Two, default);
        var waits = groups.EnterAsync("g", ofOne, one, Two, default);
        _ = groups.EnterAsync("g", other, null, Two, default);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => groups.EnterAsync("g", ofTwo, two, Two, default));

        Assert.Equal("WEIR7121", refused.Failure.Code);
        groups.Leave("g", two);
        await waits.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static ConcurrencyGroups GroupsWith(RunId waiting)
    {
        var log = new WaitingRun(new Run
        {
            Id = waiting,
            Pipeline = "p",
            EventId = EventId.New(TimeProvider.System),
            Attempt = 1,
            ProjectRevision = "abc",
            State = RunState.Waiting,
            StartedAt = DateTimeOffset.UnixEpoch,
            FinishedAt = DateTimeOffset.UnixEpoch,
            Group = "g",
        });
        return new ConcurrencyGroups(new HashSet<string> { "p" }, log, log, TimeProvider.System);
    }

    /// <summary>Knows of one run, which waits for a word.</summary>
    private sealed class WaitingRun(Run run) : IRunLog, IRunSignals
    {
        public event Action<IReadOnlyList<RunSignal>>? Sent
        {
            add { }
            remove { }
        }

        public Task<IReadOnlyList<Run>> ListWaitingAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Run>>([run]);

        public Task<IReadOnlyList<Run>> ListAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<Run>> ListAsync(IReadOnlyCollection<string> tenants, int limit, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<Run?> FindAsync(RunId id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<StepRecord>> StepsAsync(RunId id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<StepRecord>> StepsAsync(RunId id, int after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<long?> DeliveryOfAsync(RunId id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<RunPin?> PinOfAsync(RunId id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> NeedsAsync(string revision, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task NoteAsync(IReadOnlyList<StepRecord> steps, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<RunSignal>> OfAsync(RunId id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<RunSignal>> SendAsync(IReadOnlyList<RunSignal> signals, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}

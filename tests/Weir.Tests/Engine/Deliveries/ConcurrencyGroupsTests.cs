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
        var next = groups.EnterAsync(RunId.New(TimeProvider.System), [("g", One)], [], default);
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
        var waits = groups.EnterAsync(second, [("g", One)], [], default);
        _ = groups.EnterAsync(third, [("g", One)], [], default);
        Assert.Equal(2, groups.Stuck.Runs);

        await groups.EnterAsync(before, [("g", One)], [], default);
        Assert.Equal(0, groups.Stuck.Runs);
        groups.Leave(before);
        await waits.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, groups.Stuck.Runs);
        groups.Rest(second);
        Assert.Equal(1, groups.Stuck.Runs);
        groups.Leave(third);
        Assert.Equal(0, groups.Stuck.Runs);
    }

    [Fact]
    public async Task A_run_is_refused_once_all_who_have_a_place_wait_for_one_that_has_none()
    {
        var (one, two, other) = (RunId.New(TimeProvider.System), RunId.New(TimeProvider.System), RunId.New(TimeProvider.System));
        var (ofOne, ofTwo) = (RunId.New(TimeProvider.System), RunId.New(TimeProvider.System));
        var groups = GroupsWith(one);
        await groups.EnterAsync(two, [("g", Two)], [], default);
        var waits = groups.EnterAsync(ofOne, [("g", Two)], [one], default);
        _ = groups.EnterAsync(other, [("g", Two)], [], default);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => groups.EnterAsync(ofTwo, [("g", Two)], [two], default));

        Assert.Equal("WEIR7121", refused.Failure.Code);
        groups.Leave(two);
        await waits.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Runs_that_wait_for_one_another_over_a_run_without_a_group_are_refused()
    {
        var (first, between, last) = (RunId.New(TimeProvider.System), RunId.New(TimeProvider.System), RunId.New(TimeProvider.System));
        var groups = GroupsWith(first);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => groups.EnterAsync(last, [("g", One)], [between, first], default));

        Assert.Equal("WEIR7121", refused.Failure.Code);
    }

    [Fact]
    public async Task Runs_that_wait_for_one_another_over_two_groups_are_refused_and_others_are_not()
    {
        var (one, two) = (RunId.New(TimeProvider.System), RunId.New(TimeProvider.System));
        var (ofOne, ofTwo, other) = (RunId.New(TimeProvider.System), RunId.New(TimeProvider.System), RunId.New(TimeProvider.System));
        var groups = GroupsWith(one);
        await groups.EnterAsync(two, [("h", One)], [], default);
        var waits = groups.EnterAsync(ofOne, [("h", One)], [one], default);
        var stands = groups.EnterAsync(other, [("g", One)], [], default);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => groups.EnterAsync(ofTwo, [("g", One)], [two], default));

        Assert.Equal("WEIR7121", refused.Failure.Code);
        Assert.False(stands.IsCompleted);
        groups.Leave(two);
        await waits.WaitAsync(TimeSpan.FromSeconds(30));
        groups.Leave(ofOne);
        groups.Leave(one);
        await stands.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_run_keeps_its_places_in_two_groups_also_over_a_start_and_gives_both_free()
    {
        var before = RunId.New(TimeProvider.System);
        var groups = GroupsWith(before, ConcurrencyGroups.Noted(["schedule:p:@daily", "g"])!);
        var nightly = groups.EnterAsync(RunId.New(TimeProvider.System), [("schedule:p:@daily", One), ("g", One)], [], default);
        var manual = groups.EnterAsync(RunId.New(TimeProvider.System), [("g", One)], [], default);

        await groups.EnterAsync(before, [("schedule:p:@daily", One), ("g", One)], [], default);
        Assert.False(nightly.IsCompleted || manual.IsCompleted);
        groups.Leave(before);

        // Who stood in the queue of the schedule came into that of the group last.
        await manual.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(nightly.IsCompleted);
    }

    private static ConcurrencyGroups GroupsWith(RunId waiting, string group = "g")
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
            Group = group,
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

using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Engine.Runs;
using Weir.Failures;
using Weir.Runs;

namespace Weir.Conformance.Runs;

/// <summary>What <see cref="IRunLog"/> promises.</summary>
public abstract class RunLogConformance : ConformanceSuite
{
    private protected RunLogConformance(Backend backend)
        : base(backend)
    {
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_with_all_they_say_also_after_a_restart()
    {
        var runs = new List<Run>();
        foreach (var state in Enum.GetValues<RunState>().Where(state => state != RunState.Running))
        {
            await AppendAsync(Copy);
            var delivery = await LeaseOneAsync(Copy);
            var run = RunOf(delivery, state);
            await Backend.Queue.SettleAsync([new Settlement(delivery, new DeliveryOutcome.Done(), run)], None);
            runs.Insert(0, run);
        }

        await Backend.RestartAsync();

        Assert.Equal(runs, await Backend.Runs.ListAsync(10, None));
        Assert.Equal(runs.Take(2), await Backend.Runs.ListAsync(2, None));
        Assert.Equal(runs[1], await Backend.Runs.FindAsync(runs[1].Id, None));
        Assert.Null(await Backend.Runs.FindAsync(RunId.New(Backend.Time), None));
    }

    [Theory]
    [InlineData(RunState.Failed)]
    [InlineData(RunState.Waiting)]
    public async Task A_run_tells_what_delivery_it_is_made_of(RunState state)
    {
        await AppendAsync(Copy);
        var delivery = await LeaseOneAsync(Copy);
        var run = RunOf(delivery, state);
        await Backend.Queue.SettleAsync([new Settlement(delivery, new DeliveryOutcome.DeadLettered(new Failure("WEIR5001", "It failed.")), run)], None);

        await Backend.RestartAsync();

        Assert.Equal(delivery.Id, await Backend.Runs.DeliveryOfAsync(run.Id, None));
        Assert.Null(await Backend.Runs.DeliveryOfAsync(RunId.New(Backend.Time), None));
    }

    [Fact]
    public async Task A_later_attempt_takes_the_place_of_the_earlier_one_and_keeps_its_start()
    {
        await AppendAsync(Copy);
        var first = await LeaseOneAsync(Copy);
        var failed = RunOf(first, RunState.Retrying);
        await Backend.Queue.SettleAsync([new Settlement(first, new DeliveryOutcome.Retry(Minute, failed.Failure!), failed)], None);
        Backend.Time.Advance(Minute);
        var second = await LeaseOneAsync(Copy);
        var succeeded = RunOf(second, RunState.Succeeded);

        await Backend.Queue.SettleAsync([new Settlement(second, new DeliveryOutcome.Done(), succeeded)], None);

        Assert.Equal(2, succeeded.Attempt);
        Assert.Equal(succeeded with { StartedAt = failed.StartedAt }, Assert.Single(await Backend.Runs.ListAsync(10, None)));
    }

    [Fact]
    public async Task Steps_come_back_in_order_also_after_a_crash_and_those_of_other_runs_do_not()
    {
        await AppendAsync(Copy);
        await AppendAsync(Copy);
        var deliveries = await LeaseAsync(Copy);
        var steps = new[] { StepOf(deliveries[0], 1), StepOf(deliveries[0], 2, StepState.Crashed), StepOf(deliveries[0], 3, StepState.Failed) };
        await Backend.Runs.NoteAsync([steps[0]], None);
        await Backend.Runs.NoteAsync([steps[1]], None);

        // The word may come twice.
        await Backend.Runs.NoteAsync([steps[1]], None);
        await Backend.Runs.NoteAsync([StepOf(deliveries[1], 1)], None);
        await Backend.Queue.SettleAsync(
            [new Settlement(deliveries[0], new DeliveryOutcome.Retry(Minute, steps[2].Failure!), RunOf(deliveries[0], RunState.Retrying)) { Steps = [steps[2]] }],
            None);

        await Backend.RestartAsync();

        Assert.Equal(steps, await Backend.Runs.StepsAsync(steps[0].RunId, None));
        Assert.Equal([steps[1]], await Backend.Runs.StepsAsync(steps[0].RunId, 1, 1, None));
        Assert.Equal(steps[1..], await Backend.Runs.StepsAsync(steps[0].RunId, 1, 10, None));
        Assert.Empty(await Backend.Runs.StepsAsync(RunId.New(Backend.Time), None));
    }

    [Fact]
    public async Task A_delivery_says_whether_an_attempt_may_have_been_begun_and_lost()
    {
        await AppendAsync(Copy);
        var fresh = await LeaseOneAsync(Copy);
        Assert.False(fresh.MayHaveBegun || fresh.MayBeLost);

        await Backend.RestartAsync();
        var recovered = await LeaseOneAsync(Copy);
        Assert.True(recovered is { MayHaveBegun: true, MayBeLost: true });

        // As an orderly stop does.
        await SettleAsync(new DeliveryOutcome.Snoozed(TimeSpan.Zero, new Failure("WEIR4012", "Stopped.")), recovered);
        var givenBack = await LeaseOneAsync(Copy);
        Assert.True(givenBack is { MayHaveBegun: true, MayBeLost: false });
        await SettleAsync(new DeliveryOutcome.Snoozed(TimeSpan.Zero, new Failure("WEIR4012", "Stopped.")), givenBack);
        await Backend.RestartAsync();
        Assert.True(await LeaseOneAsync(Copy) is { MayHaveBegun: true, MayBeLost: false });
    }

    private Run RunOf(Delivery delivery, RunState state) => new()
    {
        Id = RunId.Of(delivery.Event.Id, "copy"),
        Pipeline = "copy",
        EventId = delivery.Event.Id,
        Attempt = delivery.Attempt,
        ProjectRevision = "abc",
        State = state,
        StartedAt = Backend.Time.GetUtcNow(),
        FinishedAt = Backend.Time.GetUtcNow() + TimeSpan.FromTicks(12_345),
        FailedStep = state == RunState.Succeeded ? null : "unzip",
        Failure = state == RunState.Succeeded ? null : new Failure("WEIR5001", "No.", state == RunState.Failed ? "So." : null),
    };

    private StepRecord StepOf(Delivery delivery, int number, StepState state = StepState.Succeeded) => new()
    {
        RunId = RunId.Of(delivery.Event.Id, "copy"),
        Number = number,
        Step = $"step {number}",
        Attempt = delivery.Attempt,
        State = state,
        StartedAt = Backend.Time.GetUtcNow(),
        FinishedAt = Backend.Time.GetUtcNow() + TimeSpan.FromTicks(12_345),
        Failure = state == StepState.Failed ? new Failure("WEIR5001", "No.") : null,
        Output = state == StepState.Succeeded ? $$"""{"n": {{number}}}""" : null,
        Log = state == StepState.Crashed ? null : "one\nzwölf",
        LogUntil = state == StepState.Failed ? Backend.Time.GetUtcNow() + Minute : null,
    };
}

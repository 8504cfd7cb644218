using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
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

    [Fact]
    public async Task The_runs_of_tenants_are_listed_without_those_of_others()
    {
        var runs = new List<Run>();
        foreach (var tenant in new[] { "acme", null, "globex", "acme", "other" })
        {
            await AppendAsync(Copy);
            var delivery = await LeaseOneAsync(Copy);
            var run = RunOf(delivery, RunState.Succeeded) with { Tenant = tenant };
            await Backend.Queue.SettleAsync([new Settlement(delivery, new DeliveryOutcome.Done(), run)], None);
            runs.Insert(0, run);
        }

        await Backend.RestartAsync();

        Assert.Equal([runs[1], runs[2], runs[4]], await Backend.Runs.ListAsync(["acme", "globex"], 10, None));
        Assert.Equal([runs[1]], await Backend.Runs.ListAsync(["acme"], 1, None));
        Assert.Empty(await Backend.Runs.ListAsync(["nobody"], 10, None));
        Assert.Equal("acme", (await Backend.Runs.FindAsync(runs[4].Id, None))!.Tenant);
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
    public async Task A_run_goes_on_with_the_revision_that_it_began_with_until_it_is_given_up()
    {
        await AppendAsync(Copy);
        var delivery = await LeaseOneAsync(Copy);
        var run = RunOf(delivery, RunState.Retrying) with { ProjectRevision = "r1" };
        Assert.Null(await Backend.Runs.PinOfAsync(run.Id, None));

        await Backend.Runs.NoteAsync([StepOf(delivery, 1) with { Revision = "r1" }, StepOf(delivery, 2)], None);
        await Backend.RestartAsync();
        Assert.Equal(new RunPin("r1"), await Backend.Runs.PinOfAsync(run.Id, None));

        delivery = await LeaseOneAsync(Copy);
        await Backend.Queue.SettleAsync([new Settlement(delivery, new DeliveryOutcome.Retry(TimeSpan.Zero, run.Failure!), run)], None);
        Assert.Equal(new RunPin("r1"), await Backend.Runs.PinOfAsync(run.Id, None));

        delivery = await LeaseOneAsync(Copy);
        await Backend.Queue.SettleAsync(
            [
                new Settlement(delivery, new DeliveryOutcome.DeadLettered(run.Failure!), run with { State = RunState.Failed })
                {
                    Steps = [StepOf(delivery, 3, StepState.Failed) with { Revision = "r1" }],
                },
            ],
            None);
        await Backend.RestartAsync();
        Assert.Equal(new RunPin(null), await Backend.Runs.PinOfAsync(run.Id, None));
        Assert.Equal("r1", (await Backend.Runs.FindAsync(run.Id, None))!.ProjectRevision);
        Assert.Equal(3, (await Backend.Runs.StepsAsync(run.Id, None)).Count);

        // Taken up again, it goes on with what it is taken up with.
        Assert.Equal(1, await Backend.DeadLetters.RedriveAsync([delivery.Id], None));
        Assert.Equal(new RunPin(null), await Backend.Runs.PinOfAsync(run.Id, None));
        await Backend.Runs.NoteAsync([StepOf(delivery, 4) with { Revision = "r2" }], None);
        await Backend.RestartAsync();
        Assert.Equal(new RunPin("r2"), await Backend.Runs.PinOfAsync(run.Id, None));
    }

    [Theory]
    [InlineData(RunState.Waiting, "abc")]
    [InlineData(RunState.Retrying, "abc")]
    [InlineData(RunState.Succeeded, null)]
    public async Task A_run_of_which_no_step_was_noted_goes_on_with_its_revision_as_long_as_it_does(RunState state, string? revision)
    {
        await AppendAsync(Copy);
        var delivery = await LeaseOneAsync(Copy);
        var run = RunOf(delivery, state);
        await Backend.Queue.SettleAsync([new Settlement(delivery, new DeliveryOutcome.Snoozed(TimeSpan.Zero, new Failure("WEIR5001", "No.")), run)], None);

        Assert.Equal(new RunPin(revision), await Backend.Runs.PinOfAsync(run.Id, None));
    }

    [Fact]
    public async Task A_revision_is_needed_by_runs_by_what_goes_on_and_by_events_that_ask_for_it()
    {
        await AppendAsync(Copy);
        var delivery = await LeaseOneAsync(Copy);
        await Backend.Runs.NoteAsync([StepOf(delivery, 1) with { Revision = "noted" }], None);
        await Backend.Log.AppendAsync([new RoutedEvent(NewEvent() with { Revision = "asked" }, [Orders])], None);
        await Backend.Outbox.PostAsync([NewEvent() with { Revision = "posted" }], None);
        await AppendAsync(Copy);
        var ended = await LeaseOneAsync(Copy);
        await Backend.Queue.SettleAsync([new Settlement(ended, new DeliveryOutcome.Done(), RunOf(ended, RunState.Succeeded))], None);

        foreach (var needed in new[] { "noted", "asked", "posted", "abc" })
        {
            Assert.True(await Backend.Runs.NeedsAsync(needed, None), needed);
        }

        Assert.False(await Backend.Runs.NeedsAsync("other", None));
        Assert.Equal("asked", (await LeaseOneAsync(Orders)).Event.Revision);
        Assert.Equal("posted", Assert.Single(await Backend.Outbox.TakeAsync(10, None)).Revision);
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

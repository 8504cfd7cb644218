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
        foreach (var state in Enum.GetValues<RunState>())
        {
            await AppendAsync(Copy);
            var delivery = await LeaseOneAsync(Copy);
            var run = new Run
            {
                Id = RunId.New(Backend.Time),
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
            await Backend.Queue.SettleAsync([new Settlement(delivery, new DeliveryOutcome.Done(), run)], None);
            runs.Insert(0, run);
        }

        await Backend.RestartAsync();

        Assert.Equal(runs, await Backend.Runs.ListAsync(10, None));
        Assert.Equal(runs.Take(2), await Backend.Runs.ListAsync(2, None));
    }
}

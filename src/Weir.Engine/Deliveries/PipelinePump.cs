using Weir.Deliveries;
using Weir.Engine.Notifications;
using Weir.Engine.Runs;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Engine.Deliveries;

/// <summary>Takes due deliveries of one pipeline, makes a run of each, and settles it by how the run ended.</summary>
internal sealed class PipelinePump(
    PipelineDefinition pipeline,
    string projectRevision,
    IDeliveryQueue queue,
    Runner runner,
    IFlowObserver observer,
    TimeProvider time)
{
    /// <summary>Deliveries of one turn: many times the runs at a time, for a turn ends with its slowest run.</summary>
    private const int Batch = 512;

    /// <summary>A run mostly waits for the disk, and runs that wait together share a commit.</summary>
    private const int RunsAtATime = 64;

    private static readonly TimeSpan LeaseFor = TimeSpan.FromMinutes(2);

    public Subscriber Subscriber { get; } = new(SubscriberKind.Pipeline, pipeline.Name);

    /// <returns>False when nothing was due.</returns>
    public async Task<bool> PumpAsync(CancellationToken cancellationToken)
    {
        var deliveries = await queue.LeaseAsync(Subscriber, Batch, LeaseFor, cancellationToken);
        if (deliveries.Count == 0)
        {
            return false;
        }

        await using var keeper = new LeaseKeeper(queue, deliveries, LeaseFor, time);
        await Parallel.ForEachAsync(
            deliveries,
            new ParallelOptions { MaxDegreeOfParallelism = RunsAtATime, CancellationToken = cancellationToken },
            async (delivery, token) => await Settling.SettleAsync(
                queue, [await RunAsync(delivery, token)], observer, time, token));
        return true;
    }

    private async Task<Settlement> RunAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var (run, error) = await runner.RunAsync(pipeline, delivery.Event, delivery.Attempt, projectRevision, cancellationToken);
        if (error is null)
        {
            observer.RunEnded(run);
            return new Settlement(delivery, new DeliveryOutcome.Done(), run);
        }

        var outcome = Verdict.Of(delivery, error, pipeline.Retry, Random.Shared.NextDouble());
        if (outcome is DeliveryOutcome.Snoozed snoozed)
        {
            observer.Waiting(snoozed.Failure);
            return new Settlement(delivery, outcome);
        }

        var givenUp = outcome is DeliveryOutcome.DeadLettered;
        var failed = run with
        {
            State = givenUp ? RunState.Failed : RunState.Retrying,
            Failure = Verdict.FailureOf(error),
        };
        observer.RunEnded(failed);
        observer.DeliveryFailed(delivery, failed.Failure, givenUp);
        return new Settlement(delivery, outcome, failed);
    }
}

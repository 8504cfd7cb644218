using Weir.Deliveries;
using Weir.Engine.Outbox;
using Weir.Engine.Telemetry;
using Weir.Runs;

namespace Weir.Engine.Deliveries;

/// <summary>
/// A queue that tells of what is given up, in the same transaction: an event of it waits in the outbox then, and is neither lost nor
/// doubled by a crash.
/// </summary>
/// <param name="queue">The queue.</param>
/// <param name="isHeard">Whether anybody is told of a subscriber's failures.</param>
/// <param name="time">The clock.</param>
internal sealed class TellingQueue(IDeliveryQueue queue, Func<Subscriber, bool> isHeard, TimeProvider time) : IDeliveryQueue
{
    public Task<IReadOnlyList<Delivery>> LeaseAsync(Subscriber subscriber, int limit, TimeSpan leaseFor, CancellationToken cancellationToken) =>
        queue.LeaseAsync(subscriber, limit, leaseFor, cancellationToken);

    public IReadOnlyList<Delivery> LeaseResumed(Subscriber subscriber, int limit, TimeSpan leaseFor) => queue.LeaseResumed(subscriber, limit, leaseFor);

    public Task BeginAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) => queue.BeginAsync(deliveries, cancellationToken);

    public Task RenewAsync(IReadOnlyList<Delivery> deliveries, TimeSpan leaseFor, CancellationToken cancellationToken) =>
        queue.RenewAsync(deliveries, leaseFor, cancellationToken);

    public async Task<IReadOnlyList<Settlement>> SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken)
    {
        var settled = await queue.SettleAsync(settlements.Any(IsTold) ? [.. settlements.Select(Told)] : settlements, cancellationToken);
        foreach (var settlement in settlements)
        {
            if (settlement.Outcome is DeliveryOutcome.DeadLettered given)
            {
                Meters.GivenUp(settlement.Delivery.Subscriber, given.Failure.Code);
            }
        }

        return settled;
    }

    public Task WaitAsync(Subscriber subscriber, CancellationToken cancellationToken) => queue.WaitAsync(subscriber, cancellationToken);

    public Task<long> CountOpenAsync(CancellationToken cancellationToken) => queue.CountOpenAsync(cancellationToken);

    private bool IsTold(Settlement settlement) => settlement.Outcome is DeliveryOutcome.DeadLettered && isHeard(settlement.Delivery.Subscriber);

    private Settlement Told(Settlement settlement)
    {
        if (!IsTold(settlement))
        {
            return settlement;
        }

        var log = settlement.Steps.LastOrDefault(step => step.State == StepState.Failed)?.Log;
        var failure = ((DeliveryOutcome.DeadLettered)settlement.Outcome).Failure;
        return settlement with { Told = [.. settlement.Told, FailureEvents.Of(settlement.Delivery, failure, settlement.Run, log, time.GetUtcNow())] };
    }
}

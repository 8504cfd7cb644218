using Weir.Deliveries;
using Weir.Engine.Notifications;
using Weir.Engine.Runs;
using Weir.Engine.Telemetry;
using Weir.Engine.Warehouses;
using Weir.Pipelines;
using Weir.Reconciliations;

namespace Weir.Engine.Deliveries;

/// <summary>Compares when a schedule says so: takes due deliveries of one reconciliation, one after the other, and settles them.</summary>
internal sealed class ReconciliationPump(
    ReconciliationDefinition definition,
    IDeliveryQueue queue,
    IReconciler reconciler,
    Isolation isolation,
    IFlowObserver observer,
    TimeProvider time)
{
    private static readonly TimeSpan LeaseFor = TimeSpan.FromMinutes(2);

    private readonly PatientQueue _patient = new(queue, observer, time);

    public Subscriber Subscriber { get; } = new(SubscriberKind.Reconciliation, definition.Name);

    /// <returns>False when nothing was due.</returns>
    public async Task<bool> PumpAsync(CancellationToken cancellationToken)
    {
        if (await queue.LeaseAsync(Subscriber, 1, LeaseFor, cancellationToken) is not [var delivery])
        {
            return false;
        }

        await using var keeper = new LeaseKeeper(queue, [delivery], LeaseFor, time);
        if (Caution.GiveUp(delivery, RetryDefinition.Default) is { } spent)
        {
            await _patient.GiveUpAsync([spent], cancellationToken);
            return true;
        }

        using (await isolation.EnterAsync(Caution.IsAlone(delivery), cancellationToken))
        {
            await WorkAsync(delivery, cancellationToken);
        }

        return true;
    }

    private async Task WorkAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await _patient.BeginAsync([delivery], cancellationToken);
            await _patient.SettleAsync([await CompareAsync(delivery, cancellationToken)], cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            await _patient.GiveBackAsync([delivery]);
            throw;
        }
    }

    private async Task<Settlement> CompareAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        using var span = Traces.BeginDelivery("reconcile", delivery);
        try
        {
            observer.Reconciled(await reconciler.ReconcileAsync(definition, full: false, cancellationToken));
            return new Settlement(delivery, new DeliveryOutcome.Done());
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            span.Fail(RunFailure.Of(error));
            var outcome = Verdict.Of(delivery, error, RetryDefinition.Default, Random.Shared.NextDouble());
            if (outcome is DeliveryOutcome.Snoozed snoozed)
            {
                observer.Waiting(snoozed.Failure);
            }
            else
            {
                observer.DeliveryFailed(delivery, RunFailure.Of(error), outcome is DeliveryOutcome.DeadLettered);
            }

            return new Settlement(delivery, outcome);
        }
    }
}

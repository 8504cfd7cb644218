using Weir.Deliveries;
using Weir.Engine.Notifications;
using Weir.Engine.Runs;
using Weir.Failures;
using Weir.Notifications;
using Weir.Pipelines;

namespace Weir.Engine.Deliveries;

/// <summary>Tells one of those who are to be told: takes what is due for them and sends it, one notification after the other.</summary>
/// <remarks>
/// A notification that was sent may be sent again after a crash, under the same id; none is lost. Whoever cannot be reached is tried
/// for about an hour, and holds up nobody else: what waits for them then becomes a dead letter like any other.
/// </remarks>
internal sealed class NotificationPump(
    Subscriber subscriber, NotificationChannel channel, string project, IDeliveryQueue queue, INotifier notifier, IFlowObserver observer, TimeProvider time)
{
    private const int Batch = 1_000;

    /// <summary>When more than this are due, they are told of together.</summary>
    private const int MostApart = 5;

    private static readonly RetryDefinition Retry = new(14, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10));

    private static readonly TimeSpan LeaseFor = TimeSpan.FromMinutes(2);

    private readonly PatientQueue _patient = new(queue, observer, time);
    private readonly NotificationTexts _texts = new(project);
    private readonly HashSet<long> _postponed = [];
    private int _waiting;

    public Subscriber Subscriber => subscriber;

    /// <summary>How many could not be sent when they were tried, and wait for the next attempt: whoever waits for all to be done need not wait for these.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <returns>False when nothing was due.</returns>
    public async Task<bool> PumpAsync(CancellationToken cancellationToken)
    {
        var deliveries = await queue.LeaseAsync(subscriber, Batch, LeaseFor, cancellationToken);
        if (deliveries.Count == 0)
        {
            return false;
        }

        await using var keeper = new LeaseKeeper(queue, deliveries, LeaseFor, time);
        Count(deliveries, isPostponed: false);
        foreach (var together in deliveries.Count > MostApart ? [[.. deliveries]] : deliveries.Chunk(1))
        {
            await WorkAsync(together, cancellationToken);
        }

        return true;
    }

    private async Task WorkAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        try
        {
            await _patient.BeginAsync(deliveries, cancellationToken);
            var settlements = await SendAsync(deliveries, cancellationToken);
            await _patient.SettleAsync(settlements, cancellationToken);
            Count([.. settlements.Where(s => s.Outcome is DeliveryOutcome.Retry).Select(s => s.Delivery)], isPostponed: true);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            await _patient.GiveBackAsync(deliveries);
            throw;
        }
    }

    private async Task<IReadOnlyList<Settlement>> SendAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        try
        {
            var notification = deliveries is [var only] ? _texts.Of(only.Event) : _texts.OfMany([.. deliveries.Select(delivery => delivery.Event)]);
            await notifier.SendAsync(channel, notification, cancellationToken);
            return [.. deliveries.Select(delivery => new Settlement(delivery, new DeliveryOutcome.Done()))];
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            var failure = RunFailure.Of(error);
            var settlements = deliveries.Select(delivery => new Settlement(delivery, OutcomeOf(delivery, error, failure))).ToList();
            foreach (var (delivery, outcome, _) in settlements)
            {
                observer.DeliveryFailed(delivery, failure, outcome is DeliveryOutcome.DeadLettered);
            }

            return settlements;
        }
    }

    private static DeliveryOutcome OutcomeOf(Delivery delivery, Exception error, Failure failure) =>
        error is RefusedException || delivery.Attempt >= Retry.MaxAttempts
            ? new DeliveryOutcome.DeadLettered(failure)
            : new DeliveryOutcome.Retry(Retry.WaitAfter(delivery.Attempt, Random.Shared.NextDouble()), failure);

    /// <summary>One that is tried again does not count as waiting meanwhile: it is never counted for longer than it waits.</summary>
    private void Count(IReadOnlyList<Delivery> deliveries, bool isPostponed)
    {
        foreach (var delivery in deliveries)
        {
            _ = isPostponed ? _postponed.Add(delivery.Id) : _postponed.Remove(delivery.Id);
        }

        Volatile.Write(ref _waiting, _postponed.Count);
    }
}

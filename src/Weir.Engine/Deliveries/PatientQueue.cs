using Weir.Deliveries;
using Weir.Engine.Notifications;
using Weir.Failures;

namespace Weir.Engine.Deliveries;

/// <summary>Tells the queue what becomes of leased deliveries, and keeps at it while the store cannot take the word.</summary>
internal sealed class PatientQueue(IDeliveryQueue queue, IFlowObserver observer, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly Failure Stopped = new(
        "WEIR4012", "Weir was stopped while the attempt was under way.", "It is made again at the next start, and did not count.");

    /// <summary>Counts attempts where that is needed. An attempt that cannot be counted is not made.</summary>
    public Task BeginAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) => InsistAsync(
        () => queue.BeginAsync(deliveries, cancellationToken), cancellationToken);

    /// <summary>
    /// Settles work that is done. It has taken effect, so giving up would only do it again: a full disk is waited for, and
    /// an orderly stop does not take the word back.
    /// </summary>
    public async Task SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken)
    {
        await InsistAsync(() => queue.SettleAsync(settlements, CancellationToken.None), cancellationToken);
        observer.Settled(settlements.Count(each => each.Run is not null), settlements.Count(each => each.Outcome is DeliveryOutcome.DeadLettered));
    }

    /// <summary>Tells of deliveries that become dead letters without another attempt, and makes them so.</summary>
    public Task GiveUpAsync(IReadOnlyList<Settlement> spent, CancellationToken cancellationToken)
    {
        foreach (var (delivery, outcome, _) in spent)
        {
            observer.DeliveryFailed(delivery, ((DeliveryOutcome.DeadLettered)outcome).Failure, givenUp: true);
        }

        return SettleAsync(spent, cancellationToken);
    }

    /// <summary>Gives back what an orderly stop interrupted: due at once, and the attempt does not count.</summary>
    public async Task GiveBackAsync(IReadOnlyList<Delivery> deliveries)
    {
        try
        {
            await queue.SettleAsync(
                [.. deliveries.Select(d => new Settlement(d, new DeliveryOutcome.Snoozed(TimeSpan.Zero, Stopped)))],
                CancellationToken.None);
        }
        catch (UnavailableException)
        {
            // Then they come back as after a crash.
        }
    }

    private async Task InsistAsync(Func<Task> tell, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await tell();
                return;
            }
            catch (UnavailableException unavailable)
            {
                observer.Waiting(unavailable.Failure);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}

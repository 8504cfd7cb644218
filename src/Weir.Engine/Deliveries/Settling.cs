using Weir.Engine.Notifications;
using Weir.Failures;

namespace Weir.Engine.Deliveries;

/// <summary>Settles work that is done, and keeps at it while the store cannot take the word.</summary>
internal static class Settling
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The work behind a settlement has taken effect, so giving up would only do it again: a full disk is waited for.
    /// </summary>
    public static async Task SettleAsync(
        IDeliveryQueue queue,
        IReadOnlyList<Settlement> settlements,
        IFlowObserver observer,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await queue.SettleAsync(settlements, cancellationToken);
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

using Weir.Deliveries;

namespace Weir.Engine.Deliveries;

/// <summary>Renews the leases of a turn while its work goes on. Disposing it ends the renewing, not the leases.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _renewing;

    public LeaseKeeper(IDeliveryQueue queue, IReadOnlyList<Delivery> deliveries, TimeSpan leaseFor, TimeProvider time) =>
        _renewing = RenewAsync(queue, deliveries, leaseFor, time, _ended.Token);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _renewing;
        _ended.Dispose();
    }

    private static async Task RenewAsync(
        IDeliveryQueue queue, IReadOnlyList<Delivery> deliveries, TimeSpan leaseFor, TimeProvider time, CancellationToken ended)
    {
        try
        {
            while (true)
            {
                await Task.Delay(leaseFor / 3, time, ended);
                await queue.RenewAsync(deliveries, leaseFor, ended);
            }
        }
        catch (OperationCanceledException)
        {
            // The turn is over.
        }
    }
}

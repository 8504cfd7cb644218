using Weir.Deliveries;
using Weir.Engine.Deliveries;

namespace Weir.Tests.Flow;

/// <summary>The real queue, whose records of how pipelines' deliveries ended take as long as the test wants.</summary>
internal sealed class HeldSettlements(IDeliveryQueue queue) : IDeliveryQueue
{
    private readonly TaskCompletionSource _comes = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goes = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when something is to be recorded.</summary>
    public Task Coming => _comes.Task;

    /// <summary>Lets it be recorded.</summary>
    public void Release() => _goes.TrySetResult();

    public async Task<IReadOnlyList<Settlement>> SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken)
    {
        _comes.TrySetResult();
        await _goes.Task;
        return await queue.SettleAsync(settlements, cancellationToken);
    }

    public Task<IReadOnlyList<Delivery>> LeaseAsync(Subscriber subscriber, int limit, TimeSpan leaseFor, CancellationToken cancellationToken) =>
        queue.LeaseAsync(subscriber, limit, leaseFor, cancellationToken);

    public IReadOnlyList<Delivery> LeaseResumed(Subscriber subscriber, int limit, TimeSpan leaseFor) => queue.LeaseResumed(subscriber, limit, leaseFor);

    public Task BeginAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) => queue.BeginAsync(deliveries, cancellationToken);

    public Task RenewAsync(IReadOnlyList<Delivery> deliveries, TimeSpan leaseFor, CancellationToken cancellationToken) =>
        queue.RenewAsync(deliveries, leaseFor, cancellationToken);

    public Task WaitAsync(Subscriber subscriber, CancellationToken cancellationToken) => queue.WaitAsync(subscriber, cancellationToken);

    public Task<long> CountOpenAsync(CancellationToken cancellationToken) => queue.CountOpenAsync(cancellationToken);
}

using Weir.Deliveries;
using Weir.Engine.Deliveries;

namespace Weir.Cli.Testing;

/// <summary>A queue whose leases do not lapse: a test puts the clock on by days while a run may hold its delivery.</summary>
internal sealed class LastingLeases(IDeliveryQueue queue) : IDeliveryQueue
{
    private static readonly TimeSpan ForEver = TimeSpan.FromDays(36_500);

    public Task<IReadOnlyList<Delivery>> LeaseAsync(Subscriber subscriber, int limit, TimeSpan leaseFor, CancellationToken cancellationToken) =>
        queue.LeaseAsync(subscriber, limit, ForEver, cancellationToken);

    public IReadOnlyList<Delivery> LeaseResumed(Subscriber subscriber, int limit, TimeSpan leaseFor) => queue.LeaseResumed(subscriber, limit, ForEver);

    public Task BeginAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) => queue.BeginAsync(deliveries, cancellationToken);

    public Task RenewAsync(IReadOnlyList<Delivery> deliveries, TimeSpan leaseFor, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<Settlement>> SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken) =>
        queue.SettleAsync(settlements, cancellationToken);

    public Task WaitAsync(Subscriber subscriber, CancellationToken cancellationToken) => queue.WaitAsync(subscriber, cancellationToken);

    public Task<long> CountOpenAsync(CancellationToken cancellationToken) => queue.CountOpenAsync(cancellationToken);
}

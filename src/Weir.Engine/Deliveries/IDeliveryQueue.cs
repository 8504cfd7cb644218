using Weir.Deliveries;

namespace Weir.Engine.Deliveries;

/// <summary>Deliveries that wait for their subscribers.</summary>
/// <remarks>
/// Implementations promise, and <c>DeliveryQueueConformance</c> checks: a delivery is leased by one holder at a time, oldest
/// first; a lease that is neither settled nor renewed in time lapses, and the delivery comes back with its attempt counted;
/// an attempt that was begun and ends without a word is counted as lost until one ends with a word, also over crashes, save
/// for the first attempt at a delivery that was never seen by another process, which costs no write; settling with the
/// token of a lapsed lease changes nothing and is not reported as settled; a settled batch is durable, whole, once the call
/// completes; a delivery retried or snoozed is not leased before its time; after a crash every
/// delivery that was not settled is due at once; a wait ends soon after something becomes due, by the clock too.
/// </remarks>
internal interface IDeliveryQueue
{
    /// <summary>Leases what is due for one subscriber: runs that waited and go on, then the others, oldest first; empty when nothing is due.</summary>
    /// <param name="subscriber">Who is to get the deliveries.</param>
    /// <param name="limit">Deliveries at the most.</param>
    /// <param name="leaseFor">How long the holder may stay silent.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<Delivery>> LeaseAsync(
        Subscriber subscriber, int limit, TimeSpan leaseFor, CancellationToken cancellationToken);

    /// <summary>Leases what is due for one subscriber, as <see cref="LeaseAsync"/> does, but only runs that waited and go on.</summary>
    /// <returns>None also where such a one is not in memory; <see cref="LeaseAsync"/> has those in their turn.</returns>
    IReadOnlyList<Delivery> LeaseResumed(Subscriber subscriber, int limit, TimeSpan leaseFor);

    /// <summary>
    /// Says that work on leased deliveries starts, before it does: where an earlier attempt may have been lost, this one is
    /// counted durably, so that one that ends its process is counted too. Those whose lease has lapsed are passed over.
    /// </summary>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR4003: nothing was counted; the leases go on.</exception>
    Task BeginAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken);

    /// <summary>Prolongs leases from now on.</summary>
    Task RenewAsync(IReadOnlyList<Delivery> deliveries, TimeSpan leaseFor, CancellationToken cancellationToken);

    /// <summary>Ends leases by how the attempts ended, with the runs they made, durably, in one transaction.</summary>
    /// <returns>Those whose lease had lapsed: nothing was changed or recorded for them. Empty as a rule.</returns>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR4003: nothing was settled; the leases go on.</exception>
    Task<IReadOnlyList<Settlement>> SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken);

    /// <summary>Completes when a delivery for this subscriber is due, or at once when one already is.</summary>
    Task WaitAsync(Subscriber subscriber, CancellationToken cancellationToken);

    /// <summary>How many deliveries are not settled for good, leased and waiting ones alike; dead letters do not count.</summary>
    Task<long> CountOpenAsync(CancellationToken cancellationToken);
}

using Weir.Local.State;

namespace Weir.Local.Deliveries;

/// <summary>The deliveries of one subscriber whose time is yet to come.</summary>
/// <remarks>
/// Not safe for threads: its queue's gate guards it. Who waits for some time to pass does so by the monotonic clock; who waits for a
/// moment does so by the clock on the wall, which is looked at again now and then: it may have been put on.
/// </remarks>
internal sealed class Waits(TimeProvider time)
{
    /// <summary>How long nobody looks at the clock on the wall at the most, while a moment is waited for.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(5);

    /// <summary>The counter of ticks has no room for more; who has waited for so long is asked to wait again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(36_525);

    /// <summary>Less is the clock being kept right.</summary>
    private static readonly TimeSpan ShortestJump = TimeSpan.FromMilliseconds(500);

    private readonly PriorityQueue<OpenDelivery, long> _byTime = new();
    private readonly HashSet<OpenDelivery> _ofMoments = [];
    private TimeSpan _wallAhead = Ahead(time);

    /// <summary>Has a delivery wait for some time to pass.</summary>
    public void Add(OpenDelivery delivery, TimeSpan wait)
    {
        delivery.Moment = null;
        _ofMoments.Remove(delivery);
        Add(delivery, time.GetTimestamp(), wait);
    }

    /// <summary>Has a delivery wait for a moment, or for ever.</summary>
    public void Add(OpenDelivery delivery, DateTimeOffset moment)
    {
        if (moment == DeliveryTable.Never)
        {
            _ofMoments.Remove(delivery);
            (delivery.IsWaiting, delivery.WaitsUntil) = (true, long.MaxValue);
            return;
        }

        delivery.Moment = moment;
        _ofMoments.Add(delivery);
        Add(delivery, time.GetTimestamp(), moment - time.GetUtcNow());
    }

    /// <summary>Has a delivery go on waiting that was read from the table.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="due">When it falls due.</param>
    /// <param name="wait">How long it was to wait; nothing for a moment.</param>
    /// <param name="left">How long that is from now.</param>
    public void Add(OpenDelivery delivery, DateTimeOffset due, TimeSpan wait, TimeSpan left)
    {
        if (wait == TimeSpan.Zero)
        {
            Add(delivery, due);
        }
        else
        {
            // A clock that was set back in the meantime makes nobody wait longer than was asked.
            Add(delivery, left < wait ? left : wait);
        }
    }

    /// <summary>Ends the wait of a delivery, whatever it was for.</summary>
    /// <returns>Whether it waited.</returns>
    public bool End(OpenDelivery delivery)
    {
        var waited = delivery.IsWaiting;
        delivery.IsWaiting = false;
        _ofMoments.Remove(delivery);
        return waited;
    }

    /// <summary>When to look again; never when nobody waits.</summary>
    /// <param name="now">The timestamp.</param>
    public long NextLook(long now)
    {
        var first = _byTime.TryPeek(out _, out var at) ? at : long.MaxValue;
        return _ofMoments.Count > 0 ? Math.Min(first, now + Ticks(LongestRest)) : first;
    }

    /// <summary>When the first has waited long enough, by the timestamp; never when none waits for a time.</summary>
    public long First()
    {
        while (_byTime.TryPeek(out var delivery, out var at))
        {
            if (delivery.IsWaiting && delivery.WaitsUntil == at)
            {
                return at;
            }

            _byTime.Dequeue();
        }

        return long.MaxValue;
    }

    /// <summary>Takes the next that has waited long enough; none when nobody has.</summary>
    /// <param name="now">The timestamp.</param>
    public OpenDelivery? Take(long now)
    {
        if (_ofMoments.Count > 0)
        {
            FollowTheClock(now);
        }

        while (_byTime.TryPeek(out var delivery, out var at) && at <= now)
        {
            _byTime.Dequeue();
            if (delivery.IsWaiting && delivery.WaitsUntil == at)
            {
                delivery.IsWaiting = false;
                _ofMoments.Remove(delivery);
                return delivery;
            }

            if (!delivery.IsWaiting)
            {
                // It was woken meanwhile.
                _ofMoments.Remove(delivery);
            }
        }

        return null;
    }

    private static TimeSpan Ahead(TimeProvider time) => time.GetUtcNow() - DateTimeOffset.UnixEpoch - time.GetElapsedTime(0, time.GetTimestamp());

    private void FollowTheClock(long now)
    {
        var ahead = Ahead(time);
        if ((ahead - _wallAhead).Duration() < ShortestJump)
        {
            return;
        }

        _wallAhead = ahead;
        _ofMoments.RemoveWhere(delivery => !delivery.IsWaiting);
        foreach (var delivery in _ofMoments)
        {
            Add(delivery, now, delivery.Moment!.Value - time.GetUtcNow());
        }
    }

    private void Add(OpenDelivery delivery, long now, TimeSpan wait)
    {
        delivery.IsWaiting = true;
        delivery.WaitsUntil = now + Ticks(wait < LongestWait ? wait : LongestWait);
        _byTime.Enqueue(delivery, delivery.WaitsUntil);
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}

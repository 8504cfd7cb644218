namespace Weir.Local.Deliveries;

/// <summary>Who holds what until when, for one subscriber. Timestamps are the monotonic clock's.</summary>
/// <remarks>Not safe for threads: its queue's gate guards it.</remarks>
/// <param name="recheck">How long after its time a lease is looked at again while its settling is on its way.</param>
internal sealed class Leases(long recheck)
{
    private readonly LinkedList<LeaseBatch> _byCheck = new();
    private readonly Dictionary<long, LinkedListNode<LeaseBatch>> _byToken = [];

    /// <summary>When the next lease may lapse; never when none is held.</summary>
    public long NextCheck => _byCheck.First?.Value.CheckAt ?? long.MaxValue;

    public void Add(long token, long lapsesAt, List<OpenDelivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            delivery.Lease = token;
            delivery.LapsesAt = lapsesAt;
        }

        _byToken[token] = Insert(new LeaseBatch(token, lapsesAt, deliveries));
    }

    /// <summary>Ends the lease of one delivery.</summary>
    public void End(OpenDelivery delivery)
    {
        var node = _byToken[delivery.Lease];
        delivery.Lease = 0;
        if (--node.Value.Held == 0)
        {
            _byToken.Remove(node.Value.Token);
            _byCheck.Remove(node);
        }
    }

    /// <summary>Ends the leases that have lapsed, and gives their deliveries.</summary>
    public List<OpenDelivery> TakeLapsed(long now)
    {
        var lapsed = new List<OpenDelivery>();
        while (_byCheck.First is { } first && first.Value.CheckAt <= now)
        {
            _byCheck.Remove(first);
            var batch = first.Value;
            var next = long.MaxValue;
            foreach (var delivery in batch.Deliveries.Where(d => d.Lease == batch.Token))
            {
                if (delivery.IsSettling)
                {
                    // Held until its settling is through; then it ends, or lapses at the next look.
                    next = Math.Min(next, now + recheck);
                }
                else if (delivery.LapsesAt <= now)
                {
                    delivery.Lease = 0;
                    batch.Held--;
                    lapsed.Add(delivery);
                }
                else
                {
                    next = Math.Min(next, delivery.LapsesAt);
                }
            }

            if (batch.Held == 0)
            {
                _byToken.Remove(batch.Token);
                continue;
            }

            batch.CheckAt = next;
            _byToken[batch.Token] = Insert(batch);
        }

        return lapsed;
    }

    /// <summary>Leases of the same length come in the order in which they lapse, so the place is nearly always the end.</summary>
    private LinkedListNode<LeaseBatch> Insert(LeaseBatch batch)
    {
        var before = _byCheck.Last;
        while (before is not null && before.Value.CheckAt > batch.CheckAt)
        {
            before = before.Previous;
        }

        return before is null ? _byCheck.AddFirst(batch) : _byCheck.AddAfter(before, batch);
    }
}

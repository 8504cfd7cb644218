namespace Weir.Local.Deliveries;

/// <summary>
/// The deliveries of one subscriber that may be leased: those whose runs waited and go on, then, oldest first, those that never were
/// and those that came back. Who waited may keep the others from going on, so it is not kept waiting by them.
/// </summary>
/// <remarks>Not safe for threads: its queue's gate guards it.</remarks>
internal sealed class DueDeliveries
{
    private readonly Queue<OpenDelivery> _fresh = new();
    private readonly PriorityQueue<OpenDelivery, long> _returned = new();
    private readonly Queue<OpenDelivery> _resumed = new();

    /// <summary>How many there are.</summary>
    public int Count => _fresh.Count + _returned.Count + _resumed.Count;

    /// <summary>How many of them were never leased.</summary>
    public int Fresh => _fresh.Count;

    /// <summary>The number of the oldest of those whose runs did not wait; none when there is none.</summary>
    public long? First => (_fresh.TryPeek(out var fresh), _returned.TryPeek(out _, out var id)) switch
    {
        (true, true) => Math.Min(fresh!.Id, id),
        (true, false) => fresh!.Id,
        (false, true) => id,
        _ => null,
    };

    /// <summary>Adds one that is younger than all.</summary>
    public void Add(OpenDelivery delivery) => _fresh.Enqueue(delivery);

    /// <summary>Adds one that came back, or was read from the table.</summary>
    public void Return(OpenDelivery delivery)
    {
        if (delivery.IsSuspended)
        {
            _resumed.Enqueue(delivery);
        }
        else
        {
            _returned.Enqueue(delivery, delivery.Id);
        }
    }

    /// <summary>Takes those whose runs waited, in the order in which they go on.</summary>
    public List<OpenDelivery> TakeResumed(int limit)
    {
        var taken = new List<OpenDelivery>(Math.Min(limit, _resumed.Count));
        while (taken.Count < limit && _resumed.TryDequeue(out var resumed))
        {
            taken.Add(resumed);
        }

        return taken;
    }

    /// <summary>Takes the next.</summary>
    public List<OpenDelivery> Take(int limit)
    {
        var taken = TakeResumed(limit);
        while (taken.Count < limit && Count > 0)
        {
            taken.Add(_fresh.Count == 0 || (_returned.TryPeek(out _, out var id) && id < _fresh.Peek().Id) ? _returned.Dequeue() : _fresh.Dequeue());
        }

        return taken;
    }
}

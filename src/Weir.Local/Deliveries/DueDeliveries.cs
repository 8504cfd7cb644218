namespace Weir.Local.Deliveries;

/// <summary>The deliveries of one subscriber that may be leased, oldest first: those that never were, and those that came back.</summary>
/// <remarks>Not safe for threads: its queue's gate guards it.</remarks>
internal sealed class DueDeliveries
{
    private readonly Queue<OpenDelivery> _fresh = new();
    private readonly PriorityQueue<OpenDelivery, long> _returned = new();

    /// <summary>How many there are.</summary>
    public int Count => _fresh.Count + _returned.Count;

    /// <summary>How many of them were never leased.</summary>
    public int Fresh => _fresh.Count;

    /// <summary>The number of the oldest; none when there is none.</summary>
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
    public void Return(OpenDelivery delivery) => _returned.Enqueue(delivery, delivery.Id);

    /// <summary>Takes the oldest.</summary>
    public List<OpenDelivery> Take(int limit)
    {
        var taken = new List<OpenDelivery>(Math.Min(limit, Count));
        while (taken.Count < limit && Count > 0)
        {
            taken.Add(_fresh.Count == 0 || (_returned.TryPeek(out _, out var id) && id < _fresh.Peek().Id) ? _returned.Dequeue() : _fresh.Dequeue());
        }

        return taken;
    }
}

namespace Weir.Local.Deliveries;

/// <summary>Deliveries of which none is due.</summary>
/// <param name="Open">How many there are, without those that wait for a word alone.</param>
/// <param name="Held">How many of them somebody has leased.</param>
/// <param name="Next">How long until the first falls due; none when none waits for a time.</param>
internal sealed record QueueRest(long Open, long Held, TimeSpan? Next)
{
    /// <summary>Nothing at all.</summary>
    public static QueueRest None { get; } = new(0, 0, null);

    /// <param name="deliveries">All that are not settled.</param>
    /// <param name="next">How long until the first falls due, if one waits for a time.</param>
    public static QueueRest Of(IReadOnlyCollection<OpenDelivery> deliveries, TimeSpan next)
    {
        var (open, held, waiting) = (0, 0, 0);
        foreach (var delivery in deliveries)
        {
            var waitsForWord = delivery is { IsWaiting: true, WaitsUntil: long.MaxValue };
            open += waitsForWord ? 0 : 1;
            held += delivery.Lease != 0 ? 1 : 0;
            waiting += delivery.IsWaiting && !waitsForWord ? 1 : 0;
        }

        return new QueueRest(open, held, waiting > 0 ? next : null);
    }

    /// <summary>Both together.</summary>
    public QueueRest And(QueueRest other) =>
        new(Open + other.Open, Held + other.Held, (Next, other.Next) is ({ } one, { } two) ? (one < two ? one : two) : Next ?? other.Next);
}

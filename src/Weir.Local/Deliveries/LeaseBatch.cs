namespace Weir.Local.Deliveries;

/// <summary>The deliveries of one lease, looked at again when the first of them may lapse.</summary>
internal sealed class LeaseBatch(long token, long checkAt, List<OpenDelivery> deliveries)
{
    public long Token { get; } = token;

    /// <summary>The timestamp before which none of them lapses, unless it was prolonged.</summary>
    public long CheckAt { get; set; } = checkAt;

    public List<OpenDelivery> Deliveries { get; } = deliveries;

    /// <summary>How many are still held.</summary>
    public int Held { get; set; } = deliveries.Count;
}

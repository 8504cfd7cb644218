using Weir.Buckets;

namespace Weir.Local.State;

/// <summary>A version that no name finds any more, and the deliveries that its event had.</summary>
internal readonly record struct GarbageRow(
    ObjectName Name, long Version, string? ShortLocation, long FirstDelivery, int Deliveries)
{
    /// <summary>Where its content is.</summary>
    public string Location => ShortLocation ?? Name.Key;
}

using Weir.Buckets;
using Weir.Deliveries;

namespace Weir.Engine.Events;

/// <summary>Objects that are meant go to a subscriber.</summary>
internal sealed record Route(ObjectFilter Filter, Subscriber Subscriber);

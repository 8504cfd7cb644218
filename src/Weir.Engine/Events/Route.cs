using Weir.Buckets;
using Weir.Deliveries;

namespace Weir.Engine.Events;

/// <summary>Objects that match a pattern go to a subscriber.</summary>
internal sealed record Route(ObjectPattern Pattern, Subscriber Subscriber);

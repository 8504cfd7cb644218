using Weir.Deliveries;
using Weir.Events;

namespace Weir.Engine.Events;

/// <summary>An event that a subscriber did not get, because it had one under the same key.</summary>
/// <param name="Event">The event, which is in the log.</param>
/// <param name="Subscriber">Who.</param>
/// <param name="First">The event that the subscriber got.</param>
internal sealed record Duplicate(EventId Event, Subscriber Subscriber, EventId First);

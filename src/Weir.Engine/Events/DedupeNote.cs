using Weir.Deliveries;
using Weir.Events;
using Weir.Failures;

namespace Weir.Engine.Events;

/// <summary>What became of an event at a subscriber that wants each only once.</summary>
/// <param name="Subscriber">Who.</param>
/// <param name="First">The event that was there before under the same key: this one was not delivered. None when it was.</param>
/// <param name="Failure">Why it has no key, and was delivered without looking for others. None when it has one.</param>
internal sealed record DedupeNote(Subscriber Subscriber, EventId? First, Failure? Failure);

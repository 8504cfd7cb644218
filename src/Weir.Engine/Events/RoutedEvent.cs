using Weir.Deliveries;
using Weir.Events;

namespace Weir.Engine.Events;

/// <summary>An event, and everyone who is to get it. Nobody is a fine answer: the event is recorded all the same.</summary>
internal readonly record struct RoutedEvent(Event Event, IReadOnlyList<Subscriber> Subscribers);

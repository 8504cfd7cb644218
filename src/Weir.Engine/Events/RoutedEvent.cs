using Weir.Deliveries;
using Weir.Events;

namespace Weir.Engine.Events;

/// <summary>An event, and everyone who is to get it. Nobody is a fine answer: the event is recorded all the same.</summary>
internal readonly record struct RoutedEvent(Event Event, IReadOnlyList<Subscriber> Subscribers)
{
    /// <summary>The keys of subscribers that want each event only once. None as a rule.</summary>
    public IReadOnlyList<DedupeKey> Keys { get; init; } = [];

    /// <summary>What is to be noted of subscribers for whom the event has no key. None as a rule.</summary>
    public IReadOnlyList<DedupeNote> Notes { get; init; } = [];
}

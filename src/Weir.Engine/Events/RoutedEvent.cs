using Weir.Deliveries;
using Weir.Engine.Access;
using Weir.Events;

namespace Weir.Engine.Events;

/// <summary>An event, and everyone who is to get it. Nobody is a fine answer: the event is recorded all the same.</summary>
internal readonly record struct RoutedEvent(Event Event, IReadOnlyList<Subscriber> Subscribers)
{
    /// <summary>The keys of subscribers that want each event only once. None as a rule.</summary>
    public IReadOnlyList<DedupeKey> Keys { get; init; } = [];

    /// <summary>What is to be noted of subscribers for whom the event has no key. None as a rule.</summary>
    public IReadOnlyList<DedupeNote> Notes { get; init; } = [];

    /// <summary>Whether it is a copy of an event that is in the log, for one who is to get it once more. No as a rule.</summary>
    public bool IsCopy { get; init; }

    /// <summary>Whether its object landed before, and not with it.</summary>
    public bool IsOfLandedObject => IsCopy || Event.Type == Event.ObjectReloaded;

    /// <summary>What is noted in the audit log with it, in the same transaction; nothing when null.</summary>
    public AuditEntry? Audit { get; init; }

    /// <summary>The version of its object's name that must be current until it is appended, zero for none; whichever when null.</summary>
    public long? Replaces { get; init; }
}

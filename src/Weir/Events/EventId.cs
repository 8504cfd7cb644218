using System.Globalization;

using Weir.Ids;

namespace Weir.Events;

/// <summary>Names one event, for ever. Ids sort by the time they were made.</summary>
/// <param name="Value">A UUID of version 7.</param>
public readonly record struct EventId(Guid Value)
{
    private const string Prefix = "evt_";

    /// <summary>When it was made, to the millisecond; none when it is no UUID of version 7.</summary>
    public DateTimeOffset? MadeAt => TimeOrderedUuid.TimeOf(Value);

    /// <summary>A new id.</summary>
    /// <param name="time">The clock.</param>
    public static EventId New(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return new EventId(TimeOrderedUuid.New(time));
    }

    /// <summary>The id of what happens once: made of the same facts again, it is the same.</summary>
    /// <param name="time">When it happens; ids sort by it.</param>
    /// <param name="what">What happens, told apart from all else that happens at that time.</param>
    public static EventId Of(DateTimeOffset time, string what)
    {
        ArgumentNullException.ThrowIfNull(what);
        return new EventId(TimeOrderedUuid.Of(time, what));
    }

    /// <summary>The id of an event that follows from another one, or from what sends many; the same name gives the same id.</summary>
    /// <param name="sender">What it follows from.</param>
    /// <param name="name">Which of those that do.</param>
    public static EventId From(EventId sender, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new EventId(TimeOrderedUuid.From(sender.Value, name));
    }

    /// <summary>Reads what <see cref="ToString"/> wrote, or a UUID as RFC 9562 writes it.</summary>
    /// <param name="text">Such as <c>evt_0190…</c> or <c>0190…-…-7…</c>.</param>
    /// <param name="id">The id, when it is one.</param>
    public static bool TryParse(string text, out EventId id)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = text.AsSpan(text.StartsWith(Prefix, StringComparison.Ordinal) ? Prefix.Length : 0);
        var parsed = Guid.TryParseExact(digits, "N", out var value) || Guid.TryParseExact(digits, "D", out value);
        id = new EventId(value);
        return parsed;
    }

    /// <summary><c>evt_</c> and 32 hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value:N}");
}

using System.Globalization;

namespace Weir.Schedules;

/// <summary>Once, at one time, as <c>at(2026-01-31T08:00:00)</c> of Amazon EventBridge.</summary>
public sealed class AtExpression : ScheduleExpression
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss";

    private readonly DateTime _shown;

    private AtExpression(DateTime shown) => _shown = shown;

    /// <summary>Reads what stands between the parentheses.</summary>
    /// <param name="text">Such as <c>2026-01-31T08:00:00</c>.</param>
    /// <param name="mistake">Why it is none, as the end of a sentence; empty otherwise.</param>
    /// <returns>None when it is no time.</returns>
    public static AtExpression? Parse(string text, out string mistake)
    {
        mistake = "";
        if (DateTime.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var shown))
        {
            return new AtExpression(shown);
        }

        mistake = "is no time: that is written at(2026-01-31T08:00:00), in the schedule's own time zone";
        return null;
    }

    /// <inheritdoc/>
    public override DateTimeOffset? NextAfter(DateTimeOffset time, TimeZoneInfo zone) =>
        Clocks.InstantsOf(_shown, zone, isEveryHour: false).First() is var instant && instant > time ? instant : null;

    /// <summary>The time, as EventBridge writes it.</summary>
    public override string ToString() => $"at({_shown.ToString(Format, CultureInfo.InvariantCulture)})";
}

using System.Globalization;

namespace Weir.Schedules;

/// <summary>Once every so often, counted from when the schedule began, as <c>rate(5 minutes)</c> of Amazon EventBridge.</summary>
public sealed class RateExpression : ScheduleExpression
{
    private readonly string _text;
    private readonly TimeSpan _every;

    private RateExpression(string text, TimeSpan every) => (_text, _every) = (text, every);

    /// <summary>Reads what stands between the parentheses.</summary>
    /// <param name="text">Such as <c>5 minutes</c>.</param>
    /// <param name="mistake">Why it is none, as the end of a sentence; empty otherwise.</param>
    /// <returns>None when it is no rate.</returns>
    public static RateExpression? Parse(string text, out string mistake)
    {
        ArgumentNullException.ThrowIfNull(text);
        mistake = "";
        if (text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var number, var unit]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is > 0 and <= 1_000_000
            && LengthOf(unit) is { } length)
        {
            return new RateExpression($"rate({count.ToString(CultureInfo.InvariantCulture)} {unit.TrimEnd('s')}{(count == 1 ? "" : "s")})", count * length);
        }

        mistake = "is no rate: that is a whole number and minutes, hours or days, such as rate(5 minutes)";
        return null;
    }

    /// <inheritdoc/>
    public override DateTimeOffset? NextAfter(DateTimeOffset time, TimeZoneInfo zone) =>
        time < DateTimeOffset.MaxValue - _every ? time + _every : null;

    /// <summary>The rate, as EventBridge writes it.</summary>
    public override string ToString() => _text;

    private static TimeSpan? LengthOf(string unit) => unit switch
    {
        "minute" or "minutes" => TimeSpan.FromMinutes(1),
        "hour" or "hours" => TimeSpan.FromHours(1),
        "day" or "days" => TimeSpan.FromDays(1),
        _ => null,
    };
}

namespace Weir.Schedules;

/// <summary>Times of day and days in the five fields of cron: minute, hour, day of the month, month, day of the week.</summary>
/// <remarks>
/// As cron has it, a day is meant by either of its fields when neither begins with a star. Where clocks are put forward, times that
/// are left out come once, right after; where they are put back, times that come twice are taken once. Schedules of every hour
/// go by the hours that pass instead: they leave out what is left out, and take what comes twice twice.
/// </remarks>
public sealed class CronExpression : ScheduleExpression
{
    private const int MostDays = (8 * 366) + 1;

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["@hourly"] = "0 * * * *",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@weekly"] = "0 0 * * 0",
        ["@monthly"] = "0 0 1 * *",
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
    };

    private readonly string _text;
    private readonly CronField _days;
    private readonly CronField _months;
    private readonly CronField _weekdays;
    private readonly TimesOfDay _times;

    private CronExpression(string text, CronField[] fields)
    {
        _text = text;
        (_days, _months, _weekdays) = (fields[2], fields[3], fields[4]);
        _times = new TimesOfDay(fields[0], fields[1]);
    }

    /// <summary>Reads an expression, or one of the words <c>@hourly</c>, <c>@daily</c>, <c>@weekly</c>, <c>@monthly</c>, <c>@yearly</c>.</summary>
    /// <param name="text">Such as <c>0 3 * * mon-fri</c>.</param>
    /// <param name="expression">The expression, when it is one.</param>
    /// <param name="mistake">Why it is none, as the end of a sentence that begins with the text; empty otherwise.</param>
    public static bool TryParse(string text, out CronExpression? expression, out string mistake)
    {
        ArgumentNullException.ThrowIfNull(text);
        expression = null;
        var fields = Words.GetValueOrDefault(text.Trim(), text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
        {
            mistake = "does not have the five fields minute, hour, day of the month, month and day of the week";
            return false;
        }

        var read = new[]
        {
            CronField.Parse(fields[0], "the minute", 0, 59, [], out var minute),
            CronField.Parse(fields[1], "the hour", 0, 23, [], out var hour),
            CronField.Parse(fields[2], "the day of the month", 1, 31, [], out var day),
            CronField.Parse(fields[3], "the month", 1, 12, CronField.Months, out var month),
            CronField.Parse(fields[4], "the day of the week", 0, 7, CronField.Weekdays, out var weekday),
        };
        mistake = Array.Find([minute, hour, day, month, weekday], wrong => wrong.Length > 0) ?? "";
        if (mistake.Length > 0)
        {
            return false;
        }

        expression = new CronExpression(string.Join(' ', fields), [.. read.OfType<CronField>()]);
        if (expression.NextAfter(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc) is null)
        {
            expression = null;
            mistake = "means a day that no year has";
        }

        return expression is not null;
    }

    /// <inheritdoc/>
    public override DateTimeOffset? NextAfter(DateTimeOffset time, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var today = TimeZoneInfo.ConvertTime(time, zone).Date;
        for (var ahead = -1; ahead < MostDays && today < DateTime.MaxValue.Date.AddDays(-MostDays); ahead++)
        {
            var day = today.AddDays(ahead);
            if (Means(day) && _times.NextOn(day, zone, time) is { } next)
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>The five fields.</summary>
    public override string ToString() => _text;

    private bool Means(DateTime day)
    {
        var isDay = _days.Has(day.Day);
        var isWeekday = _weekdays.Has((int)day.DayOfWeek) || (day.DayOfWeek == DayOfWeek.Sunday && _weekdays.Has(7));
        return _months.Has(day.Month) && (_days.IsAny || _weekdays.IsAny ? isDay && isWeekday : isDay || isWeekday);
    }
}

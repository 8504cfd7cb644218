namespace Weir.Schedules;

/// <summary>Times of day and days in the six fields of Amazon EventBridge: minute, hour, day of the month, month, day of the week, year.</summary>
/// <remarks>
/// One of the two fields of days is <c>?</c>. The week begins with Sunday, which is 1. The last day is <c>L</c>; the weekday
/// nearest to the 15th, within its month, is <c>15W</c>; the last Friday is <c>6L</c>; the second Tuesday is <c>3#2</c>. Clocks that are
/// put forward or back mean the same as for <see cref="CronExpression"/>. Source: "Cron-based schedules" in the user guide of
/// EventBridge Scheduler.
/// </remarks>
public sealed class AwsCronExpression : ScheduleExpression
{
    private const int LastYear = 2199;

    private readonly string _text;
    private readonly CronField _months;
    private readonly CronField _years;
    private readonly Func<DateTime, bool> _isDay;
    private readonly TimesOfDay _times;

    private AwsCronExpression(string text, CronField minutes, CronField hours, CronField months, CronField years, Func<DateTime, bool> isDay)
    {
        (_text, _months, _years, _isDay) = (text, months, years, isDay);
        _times = new TimesOfDay(minutes, hours);
    }

    /// <summary>Reads what stands between the parentheses.</summary>
    /// <param name="text">Such as <c>0 3 ? * MON-FRI *</c>.</param>
    /// <param name="mistake">Why it is none, as the end of a sentence; empty otherwise.</param>
    /// <returns>None when it is no expression.</returns>
    public static AwsCronExpression? Parse(string text, out string mistake)
    {
        ArgumentNullException.ThrowIfNull(text);
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 6)
        {
            mistake = "does not have the six fields minute, hour, day of the month, month, day of the week and year";
            return null;
        }

        if ((fields[2] == "?") == (fields[4] == "?"))
        {
            mistake = "must have '?' as the day of the month or as the day of the week, and not as both";
            return null;
        }

        var minutes = CronField.Parse(fields[0], "the minute", 0, 59, [], out var wrongMinute);
        var hours = CronField.Parse(fields[1], "the hour", 0, 23, [], out var wrongHour);
        var months = CronField.Parse(fields[3], "the month", 1, 12, CronField.Months, out var wrongMonth);
        var years = CronField.Parse(fields[5], "the year", 1970, LastYear, [], out var wrongYear);
        var isDay = fields[4] == "?" ? OfMonth(fields[2], out var wrongDay) : OfWeek(fields[4], out wrongDay);
        mistake = Array.Find([wrongMinute, wrongHour, wrongDay, wrongMonth, wrongYear], wrong => wrong.Length > 0) ?? "";
        if (mistake.Length > 0)
        {
            return null;
        }

        var expression = new AwsCronExpression($"cron({string.Join(' ', fields)})", minutes!, hours!, months!, years!, isDay!);
        if (expression.NextAfter(DateTimeOffset.UnixEpoch.AddTicks(-1), TimeZoneInfo.Utc) is null)
        {
            mistake = "means a day that no year has";
            return null;
        }

        return expression;
    }

    /// <inheritdoc/>
    public override DateTimeOffset? NextAfter(DateTimeOffset time, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = TimeZoneInfo.ConvertTime(time, zone).Date;
        for (var day = local > DateTime.MinValue ? local.AddDays(-1) : local; day.Year <= LastYear; day = NextDay(day))
        {
            if (day.Year >= 1970 && _years.Has(day.Year) && _months.Has(day.Month) && _isDay(day) && _times.NextOn(day, zone, time) is { } next)
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>The fields, as EventBridge writes them.</summary>
    public override string ToString() => _text;

    /// <summary>The next day, or the first of the next month or year that is meant.</summary>
    private DateTime NextDay(DateTime day) => day switch
    {
        { Year: < 1970 } => new DateTime(1970, 1, 1),
        _ when !_years.Has(day.Year) => new DateTime(day.Year + 1, 1, 1),
        _ when !_months.Has(day.Month) => new DateTime(day.Year, day.Month, 1).AddMonths(1),
        _ => day.AddDays(1),
    };

    private static Func<DateTime, bool>? OfMonth(string text, out string mistake)
    {
        mistake = "";
        if (text.Equals("L", StringComparison.OrdinalIgnoreCase))
        {
            return day => day.Day == DateTime.DaysInMonth(day.Year, day.Month);
        }

        if (text.EndsWith('W') && CronField.Parse(text[..^1], "the day of the month", 1, 31, [], out _) is { IsAny: false } nearest
            && nearest.Numbers.ToList() is [var wanted])
        {
            return day => wanted <= DateTime.DaysInMonth(day.Year, day.Month) && day.Day == NearestWeekday(day, wanted);
        }

        var days = CronField.Parse(text, "the day of the month", 1, 31, [], out mistake);
        return days is null ? null : day => days.Has(day.Day);
    }

    private static Func<DateTime, bool>? OfWeek(string text, out string mistake)
    {
        mistake = "";
        if (text.EndsWith('L') && Single(text.Length == 1 ? "7" : text[..^1]) is { } last)
        {
            return text.Length == 1
                ? day => NumberOf(day) == last
                : day => NumberOf(day) == last && day.Day + 7 > DateTime.DaysInMonth(day.Year, day.Month);
        }

        if (text.Split('#') is [var which, [>= '1' and <= '5' and var time]] && Single(which) is { } weekday)
        {
            return day => NumberOf(day) == weekday && ((day.Day - 1) / 7) + 1 == time - '0';
        }

        var weekdays = CronField.Parse(text, "the day of the week", 1, 7, CronField.Weekdays, out mistake);
        return weekdays is null ? null : day => weekdays.Has(NumberOf(day));
    }

    private static int? Single(string weekday) =>
        CronField.Parse(weekday, "the day of the week", 1, 7, CronField.Weekdays, out _) is { IsAny: false } field && field.Numbers.ToList() is [var one] ? one : null;

    private static int NumberOf(DateTime day) => (int)day.DayOfWeek + 1;

    /// <summary>Never in another month: the first on a Saturday makes way for the third, the last on a Sunday for the Friday before.</summary>
    private static int NearestWeekday(DateTime month, int wanted)
    {
        var day = new DateTime(month.Year, month.Month, wanted);
        var last = DateTime.DaysInMonth(month.Year, month.Month);
        return day.DayOfWeek switch
        {
            DayOfWeek.Saturday => wanted == 1 ? 3 : wanted - 1,
            DayOfWeek.Sunday => wanted == last ? wanted - 2 : wanted + 1,
            _ => wanted,
        };
    }
}

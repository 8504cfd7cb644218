namespace Weir.Schedules;

/// <summary>The times at which something happens on each of its days.</summary>
/// <param name="minutes">The minutes.</param>
/// <param name="hours">The hours. Where that is all of them, hours are counted and not shown.</param>
internal sealed class TimesOfDay(CronField minutes, CronField hours)
{
    private readonly IReadOnlyList<TimeSpan> _times =
        [.. hours.Numbers.SelectMany(hour => minutes.Numbers.Select(minute => new TimeSpan(hour, minute, 0)))];

    private readonly bool _isEveryHour = hours.Numbers.Count() == 24;

    /// <summary>The first of the times of a day that is after another one; none when there is none.</summary>
    public DateTimeOffset? NextOn(DateTime day, TimeZoneInfo zone, DateTimeOffset after) => _times
        .SelectMany(time => Clocks.InstantsOf(day + time, zone, _isEveryHour))
        .Where(instant => instant > after)
        .Select(instant => (DateTimeOffset?)instant)
        .Min();
}

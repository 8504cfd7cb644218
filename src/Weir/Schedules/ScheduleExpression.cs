namespace Weir.Schedules;

/// <summary>The times of a schedule, as somebody wrote them.</summary>
public abstract class ScheduleExpression
{
    /// <summary>The first time after another, in UTC; none when there is none any more.</summary>
    /// <param name="time">After this.</param>
    /// <param name="zone">Whose clocks are meant.</param>
    public abstract DateTimeOffset? NextAfter(DateTimeOffset time, TimeZoneInfo zone);
}

using System.Globalization;

using Weir.Schedules;

namespace Weir.Tests.Words.Schedules;

public class CronExpressionTests
{
    /// <summary>Times as people who know the zones worked them out.</summary>
    [Theory]
    [InlineData("0 3 * * *", "UTC", "2026-01-31T03:00Z", "2026-02-01T03:00Z 2026-02-02T03:00Z")]
    [InlineData("@daily", "Asia/Kolkata", "2026-01-31T03:00Z", "2026-01-31T18:30Z 2026-02-01T18:30Z")]
    [InlineData("@hourly", "UTC", "2026-01-31T22:59Z", "2026-01-31T23:00Z 2026-02-01T00:00Z")]
    [InlineData("5/20 * * * *", "UTC", "2026-01-31T22:59Z", "2026-01-31T23:05Z 2026-01-31T23:25Z 2026-01-31T23:45Z 2026-02-01T00:05Z")]
    [InlineData("0 9 * * mon-fri", "UTC", "2026-01-30T09:00Z", "2026-02-02T09:00Z")]
    [InlineData("0 9 * * 7", "UTC", "2026-01-30T09:00Z", "2026-02-01T09:00Z 2026-02-08T09:00Z")]
    [InlineData("0 0 13 * fri", "UTC", "2026-02-01T00:00Z", "2026-02-06T00:00Z 2026-02-13T00:00Z 2026-02-20T00:00Z 2026-02-27T00:00Z 2026-03-06T00:00Z 2026-03-13T00:00Z")]
    [InlineData("0 0 */10 * mon", "UTC", "2026-05-20T00:00Z", "2026-06-01T00:00Z 2026-08-31T00:00Z")]
    [InlineData("0 0 1 JAN,jul *", "UTC", "2026-02-01T00:00Z", "2026-07-01T00:00Z 2027-01-01T00:00Z")]
    [InlineData("0 0 29 2 *", "UTC", "2026-02-01T00:00Z", "2028-02-29T00:00Z 2032-02-29T00:00Z")]
    [InlineData("0 0 31 * *", "UTC", "2026-01-31T00:00Z", "2026-03-31T00:00Z 2026-05-31T00:00Z")]

    // Clocks are put forward: once, right after the gap.
    [InlineData("30 2 * * *", "Europe/Brussels", "2026-03-27T12:00Z", "2026-03-28T01:30Z 2026-03-29T01:00Z 2026-03-30T00:30Z")]
    [InlineData("0 2 * * *", "America/New_York", "2026-03-07T12:00Z", "2026-03-08T07:00Z 2026-03-09T06:00Z")]
    [InlineData("15 2 * * *", "Australia/Lord_Howe", "2026-10-02T18:00Z", "2026-10-03T15:30Z 2026-10-04T15:15Z")]
    [InlineData("0,30 2,3 * * *", "Europe/Brussels", "2026-03-28T12:00Z", "2026-03-29T01:00Z 2026-03-29T01:30Z 2026-03-30T00:00Z")]
    [InlineData("*/30 * * * *", "Europe/Brussels", "2026-03-29T00:15Z", "2026-03-29T00:30Z 2026-03-29T01:00Z 2026-03-29T01:30Z")]
    [InlineData("30 * * * *", "Europe/Brussels", "2026-03-29T00:15Z", "2026-03-29T00:30Z 2026-03-29T01:30Z")]

    // Clocks are put back: once, the first time. What goes by the hour goes on by the hour.
    [InlineData("30 2 * * *", "Europe/Brussels", "2026-10-24T12:00Z", "2026-10-25T00:30Z 2026-10-26T01:30Z")]
    [InlineData("30 1 * * *", "America/New_York", "2026-10-31T12:00Z", "2026-11-01T05:30Z 2026-11-02T06:30Z")]
    [InlineData("*/30 * * * *", "Europe/Brussels", "2026-10-25T00:15Z", "2026-10-25T00:30Z 2026-10-25T01:00Z 2026-10-25T01:30Z 2026-10-25T02:00Z")]
    public void The_times_are_those_that_people_expect(string text, string zone, string after, string expected)
    {
        var cron = Read(text);
        var at = DateTimeOffset.Parse(after, CultureInfo.InvariantCulture);
        var times = new List<string>();
        for (var count = expected.Split(' ').Length; count > 0; count--)
        {
            at = cron.NextAfter(at, TimeZoneInfo.FindSystemTimeZoneById(zone))!.Value;
            times.Add(at.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture));
        }

        Assert.Equal(expected, string.Join(' ', times));
    }

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("* * * * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* 24 * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("* * * 13 *")]
    [InlineData("* * * * 8")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("1,,2 * * * *")]
    [InlineData("-1 * * * *")]
    [InlineData("mon * * * *")]
    [InlineData("0 0 30 2 *")]
    [InlineData("@often")]
    public void What_is_no_time_is_refused(string text)
    {
        Assert.False(CronExpression.TryParse(text, out _, out var mistake));
        Assert.NotEmpty(mistake);
    }

    /// <summary>Minute after minute, each looked at by itself.</summary>
    [Fact]
    public void The_next_time_is_the_first_minute_that_fits()
    {
        var random = new System.Random(7);
        for (var round = 0; round < 60; round++)
        {
            var (minute, hour, weekday) = (random.Next(60), random.Next(24), random.Next(7));
            var after = new DateTimeOffset(2026, 1 + random.Next(12), 1 + random.Next(28), random.Next(24), random.Next(60), random.Next(60), TimeSpan.Zero);
            var next = Read(string.Create(CultureInfo.InvariantCulture, $"{minute} {hour},{(hour + 5) % 24} * * {weekday}")).NextAfter(after, TimeZoneInfo.Utc);

            var naive = after.AddTicks(-(after.Ticks % TimeSpan.TicksPerMinute)).AddMinutes(1);
            while (naive.Minute != minute || (naive.Hour != hour && naive.Hour != (hour + 5) % 24) || (int)naive.DayOfWeek != weekday)
            {
                naive = naive.AddMinutes(1);
            }

            Assert.Equal(naive, next);
        }
    }

    private static CronExpression Read(string text)
    {
        Assert.True(CronExpression.TryParse(text, out var cron, out var mistake), mistake);
        return cron!;
    }
}

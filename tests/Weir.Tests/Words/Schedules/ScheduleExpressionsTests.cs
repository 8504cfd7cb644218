using System.Globalization;

using Weir.Schedules;

namespace Weir.Tests.Words.Schedules;

/// <summary>The ways of Amazon EventBridge to write times.</summary>
public class ScheduleExpressionsTests
{
    [Theory]
    [InlineData("cron(0 3 * * ? *)", "UTC", "2026-01-31T03:00Z", "2026-02-01T03:00Z 2026-02-02T03:00Z")]
    [InlineData("cron(15 10 ? * 6L 2026-2027)", "UTC", "2026-01-01T00:00Z", "2026-01-30T10:15Z 2026-02-27T10:15Z 2026-03-27T10:15Z")]
    [InlineData("cron(0 18 ? * MON-FRI *)", "UTC", "2026-01-30T18:00Z", "2026-02-02T18:00Z 2026-02-03T18:00Z")]
    [InlineData("cron(0 9 ? * 2#1 *)", "UTC", "2026-01-30T18:00Z", "2026-02-02T09:00Z 2026-03-02T09:00Z")]
    [InlineData("cron(0 9 ? * 3#5 *)", "UTC", "2026-01-01T00:00Z", "2026-03-31T09:00Z 2026-06-30T09:00Z")]
    [InlineData("cron(0 0 L * ? *)", "UTC", "2028-01-30T18:00Z", "2028-01-31T00:00Z 2028-02-29T00:00Z 2028-03-31T00:00Z")]
    [InlineData("cron(0 0 15W * ? *)", "UTC", "2026-02-01T00:00Z", "2026-02-16T00:00Z 2026-03-16T00:00Z 2026-04-15T00:00Z 2026-05-15T00:00Z")]
    [InlineData("cron(0 0 1W 8 ? *)", "UTC", "2026-01-01T00:00Z", "2026-08-03T00:00Z")]
    [InlineData("cron(0 0 31W * ? *)", "UTC", "2026-05-01T00:00Z", "2026-05-29T00:00Z 2026-07-31T00:00Z")]
    [InlineData("cron(0/20 8-9 ? * 1 *)", "UTC", "2026-01-31T00:00Z", "2026-02-01T08:00Z 2026-02-01T08:20Z 2026-02-01T08:40Z 2026-02-01T09:00Z")]
    [InlineData("cron(0 0 1 1 ? 2090)", "UTC", "2026-01-31T00:00Z", "2090-01-01T00:00Z")]
    [InlineData("cron(30 2 * * ? *)", "Europe/Brussels", "2026-03-28T12:00Z", "2026-03-29T01:00Z 2026-03-30T00:30Z")]
    [InlineData("cron(30 2 * * ? *)", "Europe/Brussels", "2026-10-24T12:00Z", "2026-10-25T00:30Z 2026-10-26T01:30Z")]
    [InlineData("rate(5 minutes)", "UTC", "2026-01-31T03:02Z", "2026-01-31T03:07Z 2026-01-31T03:12Z")]
    [InlineData("rate(1 day)", "Europe/Brussels", "2026-03-28T03:02Z", "2026-03-29T03:02Z")]
    [InlineData("at(2026-07-01T08:00:00)", "Europe/Brussels", "2026-03-28T03:02Z", "2026-07-01T06:00Z never")]
    [InlineData("at(2026-03-29T02:30:00)", "Europe/Brussels", "2026-03-28T03:02Z", "2026-03-29T01:00Z never")]
    [InlineData("@daily", "UTC", "2026-03-28T03:02Z", "2026-03-29T00:00Z")]
    public void The_times_are_those_that_are_meant(string text, string zone, string after, string expected)
    {
        Assert.True(ScheduleExpressions.TryParse(text, out var expression, out var mistake), mistake);
        var at = DateTimeOffset.Parse(after, CultureInfo.InvariantCulture);
        var times = new List<string>();
        for (var count = expected.Split(' ').Length; count > 0; count--)
        {
            if (expression!.NextAfter(at, TimeZoneInfo.FindSystemTimeZoneById(zone)) is not { } next)
            {
                times.Add("never");
                break;
            }

            at = next;
            times.Add(at.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture));
        }

        Assert.Equal(expected, string.Join(' ', times));
    }

    [Theory]
    [InlineData("cron(0 3 * * *)", "six fields")]
    [InlineData("cron(0 3 * * * *)", "'?'")]
    [InlineData("cron(0 3 ? * ? *)", "'?'")]
    [InlineData("cron(0 3 ? * 8 *)", "the day of the week")]
    [InlineData("cron(0 3 ? * 2#6 *)", "the day of the week")]
    [InlineData("cron(0 3 0W * ? *)", "the day of the month")]
    [InlineData("cron(0 3 * * ? 1960)", "the year")]
    [InlineData("cron(0 3 31 2 ? *)", "no year has")]
    [InlineData("rate(5)", "no rate")]
    [InlineData("rate(0 minutes)", "no rate")]
    [InlineData("rate(5 weeks)", "no rate")]
    [InlineData("rate(99999999999 days)", "no rate")]
    [InlineData("at(tomorrow)", "no time")]
    [InlineData("at(2026-02-30T00:00:00)", "no time")]
    [InlineData("every(5 minutes)", "five fields")]
    public void What_is_none_is_told_why(string text, string why)
    {
        Assert.False(ScheduleExpressions.TryParse(text, out _, out var mistake));
        Assert.Contains(why, mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rate_never_runs_out_of_time_nor_an_hour_of_clocks()
    {
        Assert.True(ScheduleExpressions.TryParse("rate(1000000 days)", out var rate, out _));
        Assert.Null(rate!.NextAfter(DateTimeOffset.MaxValue.AddDays(-1), TimeZoneInfo.Utc));
        Assert.True(ScheduleExpressions.TryParse("cron(0 * * * ? *)", out var hourly, out _));
        var brussels = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");
        var at = new DateTimeOffset(2026, 10, 24, 22, 0, 0, TimeSpan.Zero);
        for (var hour = 1; hour <= 24; hour++)
        {
            at = hourly!.NextAfter(at, brussels)!.Value;
            Assert.Equal(new DateTimeOffset(2026, 10, 24, 22, 0, 0, TimeSpan.Zero).AddHours(hour), at);
        }
    }
}

using System.Globalization;
using System.Text;

using Weir.Tables;

namespace Weir.Tests.Words.Tables;

public sealed class MomentPatternTests
{
    [Theory]
    [InlineData("%d.%m.%Y", "29.02.2024", "2024-02-29T00:00:00.000000")]
    [InlineData("%d.%m.%Y", "1.2.2024", "2024-02-01T00:00:00.000000")]
    [InlineData("%Y%m%d%H%M%S", "20240229235958", "2024-02-29T23:59:58.000000")]
    [InlineData("%m/%d/%y %I:%M %p", "2/29/24 12:05 AM", "2024-02-29T00:05:00.000000")]
    [InlineData("%m/%d/%y %I:%M %p", "2/29/69 12:05 pm", null)]
    [InlineData("%m/%d/%y %I:%M %p", "2/28/69 12:05 pm", "1969-02-28T12:05:00.000000")]
    [InlineData("%a, %d %b %Y %H:%M:%S %z", "Thu, 29 Feb 2024 23:30:00 -0130", "2024-03-01T01:00:00.000000")]
    [InlineData("%A %B %d %Y", "thursday FEBRUARY 29 2024", "2024-02-29T00:00:00.000000")]
    [InlineData("%Y-%m-%dT%H:%M:%S.%f%z", "2024-02-29T00:00:00.1234567Z", "2024-02-29T00:00:00.123456")]
    [InlineData("%Y %j", "2024 366", "2024-12-31T00:00:00.000000")]
    [InlineData("%Y %j", "2023 366", null)]
    [InlineData("%s", "-1", "1969-12-31T23:59:59.000000")]
    [InlineData("%s.%f", "0.5", "1970-01-01T00:00:00.500000")]
    [InlineData("100%% %Y年%m月%d", "100% 2024年2月29", "2024-02-29T00:00:00.000000")]
    [InlineData("%d.%m.%Y", "30.02.2024", null)]
    [InlineData("%d.%m.%Y", "29.02.24", null)]
    [InlineData("%d.%m.%Y", "29.02.2024 ", null)]
    [InlineData("%d.%m.%Y", "29-02-2024", null)]
    [InlineData("%d.%m.%Y %H:%M", "29.02.2024 24:00", null)]
    [InlineData("%d.%m.%Y %I:%M %p", "29.02.2024 13:00 PM", null)]
    [InlineData("%d.%m.%Y", "", null)]
    public void A_text_is_read_as_it_is_written(string pattern, string text, string? expected)
    {
        Assert.True(MomentPattern.TryParse(pattern, out var read, out var mistake), mistake);
        var good = read!.TryTimestamp(Encoding.UTF8.GetBytes(text), out var microseconds);
        Assert.Equal(expected, good ? DateTime.UnixEpoch.AddMicroseconds(microseconds).ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture) : null);
    }

    [Theory]
    [InlineData("%d.%m")]
    [InlineData("%Y-%m")]
    [InlineData("%Y-%m-%d %I:%M")]
    [InlineData("%Y-%m-%d %H:%M %p")]
    [InlineData("%Y-%m-%d %d")]
    [InlineData("%Y-%m-%d %Q")]
    [InlineData("%Y-%m-%d %")]
    [InlineData("YYYY-MM-DD")]
    [InlineData("")]
    public void A_pattern_that_says_no_date_is_none(string pattern) => Assert.False(MomentPattern.TryParse(pattern, out _, out _));

    [Fact]
    public void Whatever_dotnet_writes_is_read()
    {
        var random = new Random(7);
        (string Pattern, string Format)[] pairs =
        [
            ("%d.%m.%Y %H:%M:%S.%f", "dd.MM.yyyy HH:mm:ss.ffffff"), ("%A, %B %d %Y %I-%M-%S %p %f", "dddd, MMMM d yyyy hh-mm-ss tt ffffff"),
            ("%b/%d/%Y %H%M%S%f", "MMM/dd/yyyy HHmmssffffff"), ("%a %d %b %Y %I:%M:%S %p .%f%z", "ddd d MMM yyyy h:m:s tt .ffffffZ"),
        ];
        for (var n = 0; n < 4_000; n++)
        {
            var (pattern, format) = pairs[n % pairs.Length];
            var time = new DateTime(random.NextInt64(DateTime.MaxValue.Ticks) / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond);
            var text = time.ToString(format.Replace("Z", "'Z'", StringComparison.Ordinal), CultureInfo.InvariantCulture);
            Assert.True(MomentPattern.TryParse(pattern, out var read, out _));
            Assert.True(read!.TryTimestamp(Encoding.UTF8.GetBytes(text), out var microseconds), $"{pattern}: {text}");
            Assert.Equal((time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, microseconds);
        }
    }

    [Fact]
    public void No_text_makes_it_fail_otherwise_than_by_saying_no()
    {
        var random = new Random(11);
        Assert.True(MomentPattern.TryParse("%a %d %b %Y %I:%M:%S %p .%f%z", out var read, out _));
        var good = "Thu 29 Feb 2024 11:59:59 PM .5+02:00"u8.ToArray();
        Assert.True(read!.TryTimestamp(good, out _));
        for (var n = 0; n < 20_000; n++)
        {
            var text = good[..random.Next(good.Length + 1)];
            for (var change = random.Next(3); change > 0 && text.Length > 0; change--)
            {
                text[random.Next(text.Length)] = (byte)random.Next(256);
            }

            _ = read.TryTimestamp(text, out _);
            _ = read.TryDate(text, out _);
        }
    }
}

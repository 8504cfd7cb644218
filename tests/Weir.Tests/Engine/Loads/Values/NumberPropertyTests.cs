using System.Globalization;
using System.Numerics;
using System.Text;

using Weir.Engine.Loads.Values;
using Weir.Tests.Engine.Loads.Json;

namespace Weir.Tests.Engine.Loads.Values;

/// <summary>Numbers against the arithmetic of big integers and the runtime's own parser.</summary>
public class NumberPropertyTests
{
    [Fact]
    public void Every_number_is_read_exactly_or_refused()
    {
        var json = new RandomJson(new Random(1));
        for (var i = 0; i < 100_000; i++)
        {
            var text = json.Number();
            var bytes = Encoding.ASCII.GetBytes(text);
            var (numerator, power) = Naive(text);

            Assert.Equal(Expected(numerator, power, 0, Int128.MinValue, Int128.MaxValue), (Numbers.TryInt128(bytes, out var huge), (BigInteger)huge));
            Assert.Equal(Expected(numerator, power, 0, long.MinValue, long.MaxValue), (Numbers.TryInt64(bytes, long.MinValue, long.MaxValue, out var big), big));
            Assert.Equal(Expected(numerator, power, 0, short.MinValue, short.MaxValue), (Numbers.TryInt64(bytes, short.MinValue, short.MaxValue, out var small), small));
            Assert.Equal(
                Expected(numerator, power, 4, 1 - BigInteger.Pow(10, 12), BigInteger.Pow(10, 12) - 1).Fit,
                Numbers.TryDecimal(bytes, 12, 4, out _));

            var fit = Numbers.TryDouble(bytes, out var number);
            Assert.Equal((Fit.Fits, BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture))), (fit, BitConverter.DoubleToInt64Bits(number)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("e1")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("1-")]
    [InlineData("1 ")]
    [InlineData("0x1")]
    [InlineData("1_000")]
    [InlineData("1,5")]
    [InlineData("∞")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1/")]
    [InlineData("1:")]
    public void What_is_no_number_is_none_of_any_kind(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(Fit.WrongForm, Numbers.TryInt64(bytes, long.MinValue, long.MaxValue, out _));
        Assert.Equal(Fit.WrongForm, Numbers.TryInt128(bytes, out _));
        Assert.Equal(Fit.WrongForm, Numbers.TryDecimal(bytes, 38, 10, out _));
        Assert.Equal(Fit.WrongForm, Numbers.TryDouble(bytes, out _));
        Assert.Equal(Fit.WrongForm, Numbers.TrySingle(bytes, out _));
    }

    [Fact]
    public void Every_day_is_read_as_itself()
    {
        for (var day = DateOnly.MinValue; day < DateOnly.MaxValue.AddDays(-13); day = day.AddDays(13))
        {
            var text = Encoding.ASCII.GetBytes(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            Assert.True(Moments.TryDate(text, out var days));
            Assert.Equal(day.DayNumber - 719_162, days);
        }
    }

    [Fact]
    public void Every_moment_is_read_as_the_runtime_reads_it()
    {
        var random = new Random(2);
        for (var i = 0; i < 50_000; i++)
        {
            var moment = DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64(-60_000_000_000_000_000, 250_000_000_000_000_000) * 1)
                .ToOffset(TimeSpan.FromMinutes(random.Next(-840, 841)));
            var text = moment.ToString(random.Next(2) == 0 ? "yyyy-MM-ddTHH:mm:ss.fffffffzzz" : "yyyy-MM-dd HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);

            Assert.True(Moments.TryTimestamp(Encoding.ASCII.GetBytes(text), out var microseconds), text);
            var ticks = (moment.UtcDateTime - DateTime.UnixEpoch).Ticks;
            Assert.Equal((ticks - (((ticks % 10) + 10) % 10)) / 10, microseconds);
        }
    }

    private static (BigInteger Numerator, int Power) Naive(string text)
    {
        var parts = text.Split('e');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? 0 : parts[0].Length - point - 1;
        var exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        return (BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), exponent - fraction);
    }

    private static (Fit Fit, BigInteger Value) Expected(BigInteger numerator, int power, int scale, BigInteger min, BigInteger max)
    {
        power += scale;
        var divisor = BigInteger.Pow(10, Math.Max(0, -power));
        if (numerator % divisor != 0)
        {
            return (Fit.WouldRound, 0);
        }

        var value = numerator / divisor * BigInteger.Pow(10, Math.Max(0, power));
        return value < min || value > max ? (Fit.OutOfRange, 0) : (Fit.Fits, value);
    }
}

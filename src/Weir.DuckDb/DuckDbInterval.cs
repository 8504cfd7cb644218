using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Weir.DuckDb;

/// <summary>A value of DuckDB's INTERVAL, which counts months and days apart, as neither has a fixed length.</summary>
/// <param name="Months">Whole months.</param>
/// <param name="Days">Whole days.</param>
/// <param name="Microseconds">The rest, in microseconds.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDbInterval(int Months, int Days, long Microseconds)
{
    private const long MicrosecondsPerMinute = 60_000_000;
    private const long MicrosecondsPerHour = 60 * MicrosecondsPerMinute;

    /// <summary>The same length as a <see cref="TimeSpan"/>, with days of 24 hours.</summary>
    /// <exception cref="InvalidCastException">It has months, whose length is not fixed.</exception>
    /// <exception cref="OverflowException">It is longer than a <see cref="TimeSpan"/> can hold.</exception>
    public TimeSpan ToTimeSpan() => Months == 0
        ? TimeSpan.FromTicks(checked((Days * TimeSpan.TicksPerDay) + (Microseconds * TimeSpan.TicksPerMicrosecond)))
        : throw new InvalidCastException($"An interval of {Months} months has no fixed length; read it as DuckDbInterval.");

    /// <summary>The interval as an ISO 8601 duration, such as <c>P1Y2M3DT4H5M6.5S</c>; the parts keep their own signs.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("P");
        Append(text, Months / 12, 'Y');
        Append(text, Months % 12, 'M');
        Append(text, Days, 'D');
        if (Microseconds != 0)
        {
            text.Append('T');
            Append(text, Microseconds / MicrosecondsPerHour, 'H');
            Append(text, Microseconds % MicrosecondsPerHour / MicrosecondsPerMinute, 'M');
            var seconds = Microseconds % MicrosecondsPerMinute / 1_000_000m;
            if (seconds != 0)
            {
                text.Append(seconds.ToString("0.######", CultureInfo.InvariantCulture)).Append('S');
            }
        }

        return text.Length == 1 ? "PT0S" : text.ToString();
    }

    private static void Append(StringBuilder text, long number, char unit)
    {
        if (number != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{number}{unit}");
        }
    }
}

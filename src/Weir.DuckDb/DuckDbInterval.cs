using System.Runtime.InteropServices;

namespace Weir.DuckDb;

/// <summary>A value of DuckDB's INTERVAL, which counts months and days apart, as neither has a fixed length.</summary>
/// <param name="Months">Whole months.</param>
/// <param name="Days">Whole days.</param>
/// <param name="Microseconds">The rest, in microseconds.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDbInterval(int Months, int Days, long Microseconds)
{
    /// <summary>The same length as a <see cref="TimeSpan"/>, with days of 24 hours.</summary>
    /// <exception cref="InvalidCastException">It has months, whose length is not fixed.</exception>
    /// <exception cref="OverflowException">It is longer than a <see cref="TimeSpan"/> can hold.</exception>
    public TimeSpan ToTimeSpan() => Months == 0
        ? TimeSpan.FromTicks(checked((Days * TimeSpan.TicksPerDay) + (Microseconds * TimeSpan.TicksPerMicrosecond)))
        : throw new InvalidCastException($"An interval of {Months} months has no fixed length; read it as DuckDbInterval.");
}

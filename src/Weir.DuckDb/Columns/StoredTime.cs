namespace Weir.DuckDb.Columns;

/// <summary>Turns the stored numbers of dates and times into values.</summary>
/// <remarks>Infinity reads as the type's greatest value, minus infinity as its least.</remarks>
internal static class StoredTime
{
    /// <summary>The greatest offset of a TIME WITH TIME ZONE, from which the stored one counts down.</summary>
    private const int MaxOffsetSeconds = (16 * 60 * 60) - 1;

    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public static DateOnly Date(int days) => days switch
    {
        int.MaxValue => DateOnly.MaxValue,
        -int.MaxValue => DateOnly.MinValue,
        _ when days >= -EpochDay && days <= DateOnly.MaxValue.DayNumber - EpochDay => DateOnly.FromDayNumber(days + EpochDay),
        _ => throw OutOfRange("DATE", days, "days"),
    };

    public static DateTime FromSeconds(long value) => At(value, TimeSpan.TicksPerSecond, "TIMESTAMP_S");

    public static DateTime FromMilliseconds(long value) => At(value, TimeSpan.TicksPerMillisecond, "TIMESTAMP_MS");

    public static DateTime FromMicroseconds(long value) => At(value, TimeSpan.TicksPerMicrosecond, "TIMESTAMP");

    /// <summary>Cuts off what is finer than the 100 nanoseconds of a <see cref="DateTime"/>, towards the past.</summary>
    public static DateTime FromNanoseconds(long value) => value switch
    {
        long.MaxValue => DateTime.MaxValue,
        -long.MaxValue => DateTime.MinValue,
        _ => new(DateTime.UnixEpoch.Ticks + (long)Math.Floor(value / 100m)),
    };

    public static DateTimeOffset Utc(long microseconds) =>
        new(DateTime.SpecifyKind(FromMicroseconds(microseconds), DateTimeKind.Utc));

    public static TimeOnly Time(long microseconds) => TimeFromTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    public static TimeOnly TimeFromNanoseconds(long nanoseconds) => TimeFromTicks(nanoseconds / 100);

    public static DuckDbTimeTz TimeTz(ulong bits) =>
        new(Time((long)(bits >> 24)), TimeSpan.FromSeconds(MaxOffsetSeconds - (int)(bits & 0xFF_FFFF)));

    // 24:00:00 is a time in DuckDB.
    private static TimeOnly TimeFromTicks(long ticks) => ticks == TimeSpan.TicksPerDay ? TimeOnly.MaxValue : new(ticks);

    private static DateTime At(long value, long ticksPerUnit, string type)
    {
        if (value is long.MaxValue or -long.MaxValue)
        {
            return value > 0 ? DateTime.MaxValue : DateTime.MinValue;
        }

        var least = -DateTime.UnixEpoch.Ticks / ticksPerUnit;
        var greatest = (DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) / ticksPerUnit;
        return value >= least && value <= greatest
            ? new(DateTime.UnixEpoch.Ticks + (value * ticksPerUnit))
            : throw OutOfRange(type, value, "units");
    }

    private static OverflowException OutOfRange(string type, long value, string units) => new(
        $"A {type} of {value} {units} from 1970 lies outside the years 1 to 9999; select it cast to VARCHAR.");
}

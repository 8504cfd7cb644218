namespace Weir.Engine.Loads.Values;

/// <summary>
/// Reads dates, times and timestamps of ISO 8601 and RFC 3339 from UTF-8 text. Years 0001 to 9999; <c>T</c> or a space
/// between date and time; seconds may be left out; up to nine digits of a second's fraction, of which microseconds are kept.
/// </summary>
internal static class Moments
{
    private const long MicrosecondsPerSecond = 1_000_000;
    private const long MicrosecondsPerDay = 86_400 * MicrosecondsPerSecond;

    /// <summary><c>2024-02-29</c>, or a timestamp at midnight without an offset, or in UTC.</summary>
    /// <param name="text">The text.</param>
    /// <param name="days">Days since 1970-01-01.</param>
    public static bool TryDate(ReadOnlySpan<byte> text, out int days)
    {
        if (text.Length == 10)
        {
            return TryDay(text, out days);
        }

        days = 0;
        if (!TryTimestamp(text, out var microseconds) || HasOffset(text) || microseconds % MicrosecondsPerDay != 0)
        {
            return false;
        }

        days = (int)(microseconds / MicrosecondsPerDay);
        return true;
    }

    /// <summary><c>23:59:59.999999</c>, without an offset.</summary>
    /// <param name="text">The text.</param>
    /// <param name="microseconds">Microseconds since midnight.</param>
    public static bool TryTime(ReadOnlySpan<byte> text, out long microseconds) =>
        TryClock(text, out microseconds, out var rest) && rest.IsEmpty;

    /// <summary>
    /// A date, or a date and a time, with or without an offset: <c>Z</c>, <c>+02:00</c>, <c>+0200</c> or <c>+02</c>.
    /// An offset is taken off, so that the result is UTC.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="microseconds">Microseconds since 1970-01-01.</param>
    public static bool TryTimestamp(ReadOnlySpan<byte> text, out long microseconds)
    {
        microseconds = 0;
        if (text.Length < 10 || !TryDay(text[..10], out var days))
        {
            return false;
        }

        microseconds = days * MicrosecondsPerDay;
        if (text.Length == 10)
        {
            return true;
        }

        if (text[10] is not ((byte)'T' or (byte)' ' or (byte)'t')
            || !TryClock(text[11..], out var ofDay, out var rest)
            || !TryOffset(rest, out var offset))
        {
            return false;
        }

        microseconds += ofDay - offset;
        return true;
    }

    private static bool HasOffset(ReadOnlySpan<byte> text) =>
        text.Length > 11 && text[11..].IndexOfAny((byte)'+', (byte)'-') >= 0;

    private static bool TryDay(ReadOnlySpan<byte> text, out int days)
    {
        days = 0;
        if (text[4] != '-' || text[7] != '-'
            || !TryTwo(text, 0, out var century) || !TryTwo(text, 2, out var ofCentury)
            || !TryTwo(text, 5, out var month) || !TryTwo(text, 8, out var day))
        {
            return false;
        }

        var year = (century * 100) + ofCentury;
        if (year == 0 || month is 0 or > 12 || day == 0 || (day > 28 && day > DateTime.DaysInMonth(year, month)))
        {
            return false;
        }

        // Days since 0000-03-01 in years that begin in March, so that the leap day comes last; then shifted to 1970.
        var shifted = month > 2 ? year : year - 1;
        var era = shifted / 400;
        var ofEra = shifted - (era * 400);
        var ofYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        days = (era * 146_097) + (ofEra * 365) + (ofEra / 4) - (ofEra / 100) + ofYear - 719_468;
        return true;
    }

    private static bool TryClock(ReadOnlySpan<byte> text, out long microseconds, out ReadOnlySpan<byte> rest)
    {
        microseconds = 0;
        rest = default;
        if (text.Length < 5 || text[2] != ':'
            || !TryTwo(text, 0, out var hours) || !TryTwo(text, 3, out var minutes) || hours > 23 || minutes > 59)
        {
            return false;
        }

        rest = text[5..];
        var seconds = 0;
        if (rest is [(byte)':', ..])
        {
            if (rest.Length < 3 || !TryTwo(rest, 1, out seconds) || seconds > 59)
            {
                return false;
            }

            rest = rest[3..];
        }

        microseconds = ((hours * 3600) + (minutes * 60) + seconds) * MicrosecondsPerSecond;
        return rest is not [(byte)'.' or (byte)',', ..] || (text[5] == ':' && TryFraction(ref rest, ref microseconds));
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, ref long microseconds)
    {
        var at = 1;
        var unit = MicrosecondsPerSecond;
        for (; at < rest.Length && rest[at] - '0' is >= 0 and <= 9; at++)
        {
            unit /= 10;
            microseconds += (rest[at] - '0') * unit;
        }

        rest = rest[at..];
        return at is > 1 and <= 10;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out long microseconds)
    {
        microseconds = 0;
        if (text.IsEmpty || text is [(byte)'Z' or (byte)'z'])
        {
            return true;
        }

        var minutes = 0;
        if (text.Length is not (3 or 5 or 6) || text[0] is not ((byte)'+' or (byte)'-') || !TryTwo(text, 1, out var hours)
            || (text.Length > 3 && !TryTwo(text, text.Length - 2, out minutes))
            || (text.Length == 6 && text[3] != ':') || hours > 18 || minutes > 59)
        {
            return false;
        }

        microseconds = ((hours * 60) + minutes) * 60 * MicrosecondsPerSecond;
        microseconds = text[0] == '-' ? -microseconds : microseconds;
        return true;
    }

    private static bool TryTwo(ReadOnlySpan<byte> text, int at, out int value)
    {
        var tens = text[at] - '0';
        var ones = text[at + 1] - '0';
        value = (tens * 10) + ones;
        return tens is >= 0 and <= 9 && ones is >= 0 and <= 9;
    }
}

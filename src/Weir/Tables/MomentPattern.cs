using System.Text;

namespace Weir.Tables;

/// <summary>How dates or timestamps are written, such as <c>%d.%m.%Y %H:%M</c>, in the words of <c>strftime</c>.</summary>
/// <remarks>
/// <c>%Y</c> year · <c>%y</c> its last two digits, 69 to 99 of the last century · <c>%m</c>, <c>%d</c>, <c>%H</c>, <c>%I</c>, <c>%M</c>,
/// <c>%S</c> month to second, of one digit or two · <c>%b</c>, <c>%B</c> the English name of the month · <c>%a</c>, <c>%A</c> of the
/// day · <c>%p</c> AM or PM · <c>%f</c> a second's fraction · <c>%j</c> the day of the year · <c>%z</c> an offset, or Z · <c>%s</c> seconds
/// since 1970 · <c>%%</c>. Everything else stands for itself. Numbers go to the left as far as they can.
/// </remarks>
public sealed class MomentPattern
{
    private const long PerSecond = 1_000_000;
    private const long PerDay = 86_400 * PerSecond;

    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private readonly IReadOnlyList<(char Field, byte Literal)> _parts;

    private MomentPattern(string text, IReadOnlyList<(char Field, byte Literal)> parts) => (Text, _parts) = (text, parts);

    /// <summary>The pattern as it is written.</summary>
    public string Text { get; }

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="pattern">The pattern, when it is one.</param>
    /// <param name="mistake">Why it is none, as the end of a sentence that begins with the pattern; empty otherwise.</param>
    public static bool TryParse(string text, out MomentPattern? pattern, out string mistake)
    {
        ArgumentNullException.ThrowIfNull(text);
        (pattern, mistake) = (null, "");
        var parts = new List<(char Field, byte Literal)>();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '%' || (at + 1 < text.Length && text[at + 1] == '%'))
            {
                parts.AddRange(Encoding.UTF8.GetBytes(text[at].ToString()).Select(letter => ('\0', letter)));
                at += text[at] == '%' ? 1 : 0;
            }
            else if (at + 1 < text.Length && "YymdHIMSbBaApfjzs".Contains(text[at + 1], StringComparison.Ordinal))
            {
                parts.Add((text[++at], 0));
            }
            else
            {
                mistake = at + 1 < text.Length ? $"has %{text[at + 1]}, which is no part of a date" : "ends with a single %";
                return false;
            }
        }

        var fields = parts.Select(part => part.Field).Where(field => field != '\0').ToList();
        var says = (string any) => fields.Any(field => any.Contains(field, StringComparison.Ordinal));
        mistake = fields.Distinct().Count() < fields.Count ? "says one thing twice"
            : !says("s") && (!says("Yy") || !(says("j") || (says("mbB") && says("d")))) ? "does not say year, month and day"
            : says("I") != says("p") ? "has %I without %p, or %p without %I"
            : "";
        pattern = mistake.Length == 0 ? new MomentPattern(text, parts) : null;
        return pattern is not null;
    }

    /// <summary>Reads a timestamp; an offset is taken off, so that the result is UTC.</summary>
    /// <param name="text">The text, in UTF-8.</param>
    /// <param name="microseconds">Microseconds since 1970-01-01.</param>
    public bool TryTimestamp(ReadOnlySpan<byte> text, out long microseconds)
    {
        microseconds = 0;
        var read = new Fields();
        foreach (var (field, literal) in _parts)
        {
            if (field == '\0' ? !Take(ref text, literal) : !Take(ref text, field, ref read))
            {
                return false;
            }
        }

        return text.IsEmpty && read.TryTotal(out microseconds);
    }

    /// <summary>Reads a date: of a timestamp, one at midnight.</summary>
    /// <param name="text">The text, in UTF-8.</param>
    /// <param name="days">Days since 1970-01-01.</param>
    public bool TryDate(ReadOnlySpan<byte> text, out int days)
    {
        var good = TryTimestamp(text, out var microseconds) && microseconds % PerDay == 0;
        days = good ? (int)(microseconds / PerDay) : 0;
        return good;
    }

    /// <summary>The pattern as it is written.</summary>
    public override string ToString() => Text;

    private static bool Take(ref ReadOnlySpan<byte> text, byte literal)
    {
        var good = !text.IsEmpty && text[0] == literal;
        text = good ? text[1..] : text;
        return good;
    }

    private static bool Take(ref ReadOnlySpan<byte> text, char field, ref Fields read)
    {
        switch (field)
        {
            case 'Y':
                return TakeNumber(ref text, 4, 4, out read.Year);
            case 'y':
                var good = TakeNumber(ref text, 2, 2, out read.Year);
                read.Year += read.Year < 69 ? 2000 : 1900;
                return good;
            case 'm':
                return TakeNumber(ref text, 1, 2, out read.Month);
            case 'b' or 'B':
                return TakeName(ref text, Months, out read.Month);
            case 'a' or 'A':
                return TakeName(ref text, Days, out _);
            case 'd':
                return TakeNumber(ref text, 1, 2, out read.Day);
            case 'j':
                return TakeNumber(ref text, 1, 3, out read.DayOfYear) && read.DayOfYear > 0;
            case 'H':
                return TakeNumber(ref text, 1, 2, out read.Hour) && read.Hour < 24;
            case 'I':
                return TakeNumber(ref text, 1, 2, out read.Hour) && read.Hour is >= 1 and <= 12;
            case 'p':
                read.Half = text.Length < 2 || (text[1] | 0x20) != 'm' ? 0 : (text[0] | 0x20) switch { 'a' => 1, 'p' => 2, _ => 0 };
                text = read.Half == 0 ? text : text[2..];
                return read.Half > 0;
            case 'M':
                return TakeNumber(ref text, 1, 2, out read.Minute) && read.Minute < 60;
            case 'S':
                return TakeNumber(ref text, 1, 2, out read.Second) && read.Second < 60;
            case 'f':
                return TakeFraction(ref text, out read.Fraction);
            case 's':
                var sign = text is [(byte)'-', ..] ? -1 : 1;
                text = sign < 0 ? text[1..] : text;
                var is1970 = TakeNumber(ref text, 1, 11, out long seconds);
                read.Epoch = sign * seconds;
                return is1970;
            default:
                return TakeOffset(ref text, out read.Offset);
        }
    }

    private static bool TakeNumber(ref ReadOnlySpan<byte> text, int least, int most, out int number)
    {
        var good = TakeNumber(ref text, least, most, out long wide);
        number = (int)wide;
        return good;
    }

    private static bool TakeNumber(ref ReadOnlySpan<byte> text, int least, int most, out long number)
    {
        number = 0;
        var length = 0;
        for (; length < most && length < text.Length && text[length] - '0' is >= 0 and <= 9; length++)
        {
            number = (number * 10) + text[length] - '0';
        }

        text = text[length..];
        return length >= least;
    }

    /// <summary>The whole name, or its first three letters.</summary>
    private static bool TakeName(ref ReadOnlySpan<byte> text, string[] names, out int number)
    {
        for (number = 1; number <= names.Length; number++)
        {
            foreach (var name in (string[])[names[number - 1], names[number - 1][..3]])
            {
                if (text.Length >= name.Length && Ascii.EqualsIgnoreCase(text[..name.Length], name))
                {
                    text = text[name.Length..];
                    return true;
                }
            }
        }

        return false;
    }

    private static bool TakeFraction(ref ReadOnlySpan<byte> text, out long microseconds)
    {
        microseconds = 0;
        var unit = PerSecond;
        var length = 0;
        for (; length < 9 && length < text.Length && text[length] - '0' is >= 0 and <= 9; length++)
        {
            unit /= 10;
            microseconds += (text[length] - '0') * unit;
        }

        text = text[length..];
        return length > 0;
    }

    private static bool TakeOffset(ref ReadOnlySpan<byte> text, out long microseconds)
    {
        microseconds = 0;
        if (text is [(byte)'Z' or (byte)'z', ..])
        {
            text = text[1..];
            return true;
        }

        if (text is not [(byte)'+' or (byte)'-', ..])
        {
            return false;
        }

        var sign = text[0] == '-' ? -1 : 1;
        text = text[1..];
        if (!TakeNumber(ref text, 2, 2, out int hours) || hours > 18)
        {
            return false;
        }

        text = text is [(byte)':', ..] ? text[1..] : text;
        var minutes = 0;
        var good = text.IsEmpty || text[0] - '0' is < 0 or > 9 || (TakeNumber(ref text, 2, 2, out minutes) && minutes < 60);
        microseconds = sign * ((hours * 60) + minutes) * 60 * PerSecond;
        return good;
    }

    private struct Fields
    {
        public int Year;
        public int Month;
        public int Day;
        public int DayOfYear;
        public int Hour;
        public int Half;
        public int Minute;
        public int Second;
        public long Fraction;
        public long Offset;
        public long? Epoch;

        public readonly bool TryTotal(out long microseconds)
        {
            microseconds = 0;
            if (Epoch is { } epoch)
            {
                microseconds = (epoch * PerSecond) + Fraction;
                return true;
            }

            if (Year is < 1 or > 9999 || (DayOfYear == 0 ? Month is < 1 or > 12 || Day < 1 || Day > DateTime.DaysInMonth(Year, Month) : DayOfYear > (DateTime.IsLeapYear(Year) ? 366 : 365)))
            {
                return false;
            }

            var day = DayOfYear == 0 ? new DateOnly(Year, Month, Day) : new DateOnly(Year, 1, 1).AddDays(DayOfYear - 1);
            var hour = Half == 0 ? Hour : (Hour % 12) + (Half == 2 ? 12 : 0);
            var days = day.DayNumber - new DateOnly(1970, 1, 1).DayNumber;
            microseconds = (days * PerDay) + (((((hour * 60) + Minute) * 60L) + Second) * PerSecond) + Fraction - Offset;
            return true;
        }
    }
}

using System.Globalization;

using Weir.Failures;

namespace Weir.Project.Expressions;

/// <summary>The helper <c>date</c>.</summary>
internal static class TemplateDates
{
    private const string Letters = "yMdHhmsfFtKz";

    /// <summary>Writes a time in UTC.</summary>
    /// <exception cref="RefusedException">WEIR5090: the value is no time.</exception>
    public static string Format(object value, string format)
    {
        if (TimeOf(value) is not { } time)
        {
            throw new RefusedException(new Failure(
                "WEIR5090",
                $"The template's helper 'date' was given '{TemplateText.Of(value)}', which is no time.",
                "Give it a time such as event.time, or a text such as 2026-01-31T08:05:00Z."));
        }

        // A single letter would mean one of .NET's standard formats.
        return time.UtcDateTime.ToString(format.Length == 1 ? "%" + format : format, CultureInfo.InvariantCulture);
    }

    /// <summary>Says what is wrong with a constant time.</summary>
    public static (string Message, string Hint)? CheckTime(object value) => TimeOf(value) is null
        ? ($"The helper 'date' cannot read '{TemplateText.Of(value)}' as a time.", "Give it a time such as event.time.")
        : null;

    /// <summary>Says what is wrong with a format.</summary>
    public static (string Message, string Hint)? CheckFormat(string format)
    {
        const string hint = "Write it with yyyy MM dd HH mm ss fff, such as \"yyyy/MM/dd\"; other letters stand in single quotes.";
        if (format.Length == 0)
        {
            return ("The helper 'date' was given an empty format.", hint);
        }

        var quote = '\0';
        foreach (var c in format)
        {
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '\'' or '"')
            {
                quote = c;
            }
            else if (c is '%' or '\\' || (char.IsAsciiLetter(c) && !Letters.Contains(c, StringComparison.Ordinal)))
            {
                return ($"The format \"{format}\" has '{c}', which stands for no part of a time.", hint);
            }
        }

        try
        {
            _ = Format(DateTimeOffset.UnixEpoch, format);
            return null;
        }
        catch (FormatException)
        {
            return ($"The format \"{format}\" is not one of a time.", hint);
        }
    }

    private static DateTimeOffset? TimeOf(object value) => value switch
    {
        DateTimeOffset time => time,
        string text when DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) => time,
        _ => null,
    };
}

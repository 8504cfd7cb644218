using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

using Weir.Project.Yaml;
using Weir.Schedules;

namespace Weir.Project.Schema;

/// <summary>The scalars that need nothing of their surroundings.</summary>
internal static partial class Scalars
{
    private const string SizePattern = @"^([0-9]{1,9})(B|KB|MB|GB|TB)$";
    private const string DurationHint = "Write a whole number and a unit: 500ms, 10s, 5m, 1h or 1d.";
    private const string SizeHint = "Write a whole number and a unit: 500KB, 100MB or 10GB.";

    /// <summary>Any text but an empty one.</summary>
    public static ScalarShape<string> Text(string wanted) => new(new Description("string", wanted), ReadText);

    /// <summary>Any text, an empty one too.</summary>
    public static ScalarShape<string> AnyText { get; } = new(new Description("string", "a text"), TakeText);

    /// <summary>True or false.</summary>
    public static ScalarShape<bool> Boolean { get; } = new(new Description("boolean", "true or false"), ReadBoolean);

    /// <summary>How long, such as <c>10s</c>; at least a millisecond, at most <paramref name="most"/>.</summary>
    public static ScalarShape<TimeSpan> Duration(TimeSpan most) => new(
        new Description("string", "a duration such as 500ms, 10s, 5m, 1h or 1d") { Pattern = DurationText.Pattern, Hint = DurationHint },
        (YamlNode.Scalar scalar, ReadingContext reading, out TimeSpan value) => ReadDuration(scalar, reading, most, out value));

    /// <summary>How many bytes, such as <c>10GB</c>, in powers of 1,024.</summary>
    public static ScalarShape<long> Size { get; } = new(
        new Description("string", "a size such as 500KB, 100MB or 10GB") { Pattern = SizePattern, Hint = SizeHint }, ReadSize);

    /// <summary>A whole number within bounds.</summary>
    public static ScalarShape<int> Integer(int least, int most) => new(
        new Description("integer", "a whole number") { Minimum = least, Maximum = most },
        (YamlNode.Scalar scalar, ReadingContext reading, out int value) => ReadInteger(scalar, reading, least, most, out value));

    /// <summary>One of a few words.</summary>
    /// <param name="choices">What each word means.</param>
    /// <param name="later">Words that a later version knows.</param>
    public static ScalarShape<T> Choice<T>(IReadOnlyDictionary<string, T> choices, IReadOnlyCollection<string> later)
        where T : notnull => new(
        new Description("string", "one of " + string.Join(", ", choices.Keys)) { Choices = [.. choices.Keys] },
        (YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out T value) =>
        {
            if (choices.TryGetValue(scalar.Text, out value))
            {
                return true;
            }

            if (later.Contains(scalar.Text))
            {
                reading.Wrong(
                    scalar,
                    "WEIR2102",
                    $"{reading.Label} is '{scalar.Text}', which is not supported by this version of Weir yet.",
                    $"Until then: {string.Join(", ", choices.Keys)}.");
            }
            else
            {
                reading.Wrong(
                    scalar,
                    "WEIR2105", $"{reading.Label} wants {string.Join(" or ", choices.Keys)}, found '{scalar.Text}'.",
                    Nearest.Hint(scalar.Text, [.. choices.Keys], "Choose from"));
            }

            return false;
        });

    private static bool ReadText(YamlNode.Scalar scalar, ReadingContext reading, out string value)
    {
        value = scalar.Text;
        if (value.Length == 0)
        {
            reading.Wrong(scalar, "WEIR2109", $"{reading.Label} is empty.", "Write a text, or remove the key.");
        }

        return value.Length > 0;
    }

    private static bool TakeText(YamlNode.Scalar scalar, ReadingContext reading, out string value)
    {
        value = scalar.Text;
        return true;
    }

    private static bool ReadBoolean(YamlNode.Scalar scalar, ReadingContext reading, out bool value)
    {
        value = scalar.Text is ['t' or 'T', ..];
        return true;
    }

    private static bool ReadInteger(YamlNode.Scalar scalar, ReadingContext reading, int least, int most, out int value)
    {
        var text = scalar.Text;
        var number = text switch
        {
            ['0', 'x', ..] => BigInteger.Parse("0" + text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            ['0', 'o', ..] => text[2..].Aggregate(BigInteger.Zero, (sum, digit) => (sum * 8) + (digit - '0')),
            { Length: > 100 } => text[0] == '-' ? long.MinValue : long.MaxValue,
            _ => BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        };
        var fits = number >= least && number <= most;
        value = fits ? (int)number : default;
        if (!fits)
        {
            reading.Wrong(
                scalar, "WEIR2106", string.Create(CultureInfo.InvariantCulture, $"{reading.Label} is {text}, outside of {least} to {most}."), "Choose a number within.");
        }

        return fits;
    }

    private static bool ReadDuration(YamlNode.Scalar scalar, ReadingContext reading, TimeSpan most, out TimeSpan value)
    {
        if (!DurationText.TryParse(scalar.Text, out value))
        {
            reading.Wrong(scalar, "WEIR2107", $"{reading.Label} wants a duration, found '{scalar.Text}'.", DurationHint);
            return false;
        }

        var fits = value > TimeSpan.Zero && value <= most;
        if (!fits)
        {
            reading.Wrong(scalar, "WEIR2106", $"{reading.Label} is {scalar.Text}, outside of 1ms to {Shown(most)}.", "Choose a duration within.");
        }

        return fits;
    }

    private static bool ReadSize(YamlNode.Scalar scalar, ReadingContext reading, out long value)
    {
        value = 0;
        if (SizeText.Match(scalar.Text) is not { Success: true } match)
        {
            reading.Wrong(scalar, "WEIR2108", $"{reading.Label} wants a size, found '{scalar.Text}'.", SizeHint);
            return false;
        }

        var shift = match.Groups[2].Value switch { "B" => 0, "KB" => 10, "MB" => 20, "GB" => 30, _ => 40 };
        var bytes = new BigInteger(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)) << shift;
        var fits = bytes > 0 && bytes <= (1L << 60);
        value = fits ? (long)bytes : 0;
        if (!fits)
        {
            reading.Wrong(scalar, "WEIR2106", $"{reading.Label} is {scalar.Text}, outside of 1B to 1048576TB.", "Choose a size within.");
        }

        return fits;
    }

    private static string Shown(TimeSpan most) => string.Create(CultureInfo.InvariantCulture, $"{most.TotalDays:0}d");

    [GeneratedRegex(SizePattern, RegexOptions.CultureInvariant)]
    private static partial Regex SizeText { get; }
}

using System.Globalization;
using System.Text;

namespace Weir.Cli.Rendering;

/// <summary>How much room text takes on a terminal.</summary>
internal static class TextWidth
{
    private const char Ellipsis = '…';

    /// <summary>Columns that a text takes: two for wide characters, none for those that combine.</summary>
    public static int Of(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Of(rune);
        }

        return width;
    }

    /// <summary>The text, cut to a width; an ellipsis stands for what is gone.</summary>
    public static string Cut(string text, int width)
    {
        if (text.Length <= width && Of(text) <= width)
        {
            return text;
        }

        var (kept, used) = (new StringBuilder(), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (used + Of(rune) > width - 1)
            {
                break;
            }

            kept.Append(rune.ToString());
            used += Of(rune);
        }

        return kept.Append(Ellipsis).ToString();
    }

    /// <summary>The text on one line and harmless: control characters, which could move a cursor, become symbols.</summary>
    public static string OneLine(string text)
    {
        if (!text.Any(IsControl))
        {
            return text;
        }

        return string.Concat(text.Select(letter => letter switch
        {
            '\n' => "↵",
            '\r' => "",
            '\t' => " ",
            _ when IsControl(letter) => "�",
            _ => letter.ToString(),
        }));
    }

    private static bool IsControl(char letter) => char.IsControl(letter);

    private static int Of(Rune rune)
    {
        if (rune.Value < 0x300)
        {
            return 1;
        }

        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            ? 0
            : IsWide(rune.Value) ? 2 : 1;
    }

    // The blocks of Unicode's East Asian Width property (UAX #11) that are wide throughout.
    private static bool IsWide(int value) => value
        is (>= 0x1100 and <= 0x115F)
        or (>= 0x2E80 and <= 0xA4CF)
        or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE6F)
        or (>= 0xFF00 and <= 0xFF60)
        or (>= 0xFFE0 and <= 0xFFE6)
        or (>= 0x1F300 and <= 0x1FAFF)
        or (>= 0x20000 and <= 0x3FFFD);
}

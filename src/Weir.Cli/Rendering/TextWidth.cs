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

    /// <summary>The text, cut in its middle to a width: the last part of a path says more than the first.</summary>
    public static string CutMiddle(string text, int width)
    {
        if (text.Length <= width && Of(text) <= width)
        {
            return text;
        }

        var runes = text.EnumerateRunes().ToList();
        var head = Cut(text, Math.Max(1, width / 3));
        var (start, room) = (runes.Count, width - Of(head));
        while (start > 0 && Of(runes[start - 1]) <= room)
        {
            room -= Of(runes[--start]);
        }

        return head + string.Concat(runes.Skip(start).Select(rune => rune.ToString()));
    }

    /// <summary>The text, filled up to a width.</summary>
    public static string Pad(string text, int width, bool right)
    {
        var blank = new string(' ', Math.Max(0, width - Of(text)));
        return right ? blank + text : text + blank;
    }

    /// <summary>The text over several lines, broken between words where there are some.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var (line, used) = (new StringBuilder(), 0);
        foreach (var word in text.Split(' '))
        {
            foreach (var piece in PiecesOf(word, width))
            {
                var gap = line.Length > 0 ? 1 : 0;
                if (line.Length > 0 && used + gap + Of(piece) > width)
                {
                    yield return line.ToString();
                    (line, used, gap) = (line.Clear(), 0, 0);
                }

                line.Append(gap == 1 ? " " : "").Append(piece);
                used += gap + Of(piece);
            }
        }

        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }

    /// <summary>The widths that columns take with all their cells.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The cells.</param>
    /// <param name="most">The widest that a cell makes its column.</param>
    public static int[] OfColumns(IReadOnlyList<GridColumn> columns, IReadOnlyList<IReadOnlyList<Cell>> rows, int most = int.MaxValue)
    {
        var widths = columns.Select(column => Of(column.Header)).ToArray();
        foreach (var row in rows)
        {
            for (var index = 0; index < widths.Length; index++)
            {
                widths[index] = Math.Max(widths[index], Math.Min(most, Of(row[index].Shown)));
            }
        }

        return widths;
    }

    /// <summary>The text on one line and harmless: what could move a cursor or turn a text around becomes a symbol.</summary>
    public static string OneLine(string text) => Replace(text, lines: "↵", tabs: " ");

    /// <summary>The same, where a text may have several lines.</summary>
    public static string Harmless(string text) => Replace(text, lines: "\n", tabs: "\t");

    private static string Replace(string text, string lines, string tabs) => !text.Any(Steers)
        ? text
        : string.Concat(text.Replace("\r\n", "\n", StringComparison.Ordinal).Select(letter => letter switch
        {
            '\n' => lines,
            '\t' => tabs,
            < ' ' => ((char)(0x2400 + letter)).ToString(),
            '\u007f' => "␡",
            _ when Steers(letter) => "�",
            _ => letter.ToString(),
        }));

    private static IEnumerable<string> PiecesOf(string word, int width)
    {
        var start = 0;
        for (var (end, used) = (0, 0); end < word.Length;)
        {
            Rune.DecodeFromUtf16(word.AsSpan(end), out var rune, out var taken);
            if (used + Of(rune) > width)
            {
                yield return word[start..end];
                (start, used) = (end, 0);
            }

            (end, used) = (end + taken, used + Of(rune));
        }

        if (start < word.Length)
        {
            yield return word[start..];
        }
    }

    private static bool Steers(char letter) => char.IsControl(letter) || letter is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

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

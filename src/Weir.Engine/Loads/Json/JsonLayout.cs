using Weir.Engine.Loads.Reading;
using Weir.Engine.Loads.Syntax;
using Weir.Tables;

namespace Weir.Engine.Loads.Json;

/// <summary>Finds out whether a JSON file is newline-delimited, or holds documents that may go over many lines.</summary>
internal static class JsonLayout
{
    private const int MaxLooked = 64 << 10;
    private const int MaxLines = 100;

    private static readonly string[] LineEndings = [".ndjson", ".jsonl"];

    /// <summary>
    /// Newline-delimited is what is called so by its key. All else is looked at, no further than 64 KiB: it is when every
    /// line is a whole value; when the text breaks somewhere and its first line is a whole value; and when the text breaks
    /// and most of its lines after the first are whole objects or arrays.
    /// </summary>
    /// <param name="key">The file's key.</param>
    /// <param name="slab">The file's beginning.</param>
    /// <param name="isWhole">Whether that is the whole file.</param>
    public static bool IsLines(string key, Slab slab, bool isWhole)
    {
        var name = KeyEndings.Plain(key);
        foreach (var ending in LineEndings)
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        var text = slab.Content;
        var isCut = text.Length > MaxLooked || !isWhole;
        text = text[..Math.Min(text.Length, MaxLooked)];
        var lineBreak = text.IndexOf((byte)'\n');
        if (lineBreak < 0 || (!isCut && text[lineBreak..].Trim(" \t\r\n"u8).IsEmpty))
        {
            return false;
        }

        return Judge(text, isCut);
    }

    private static bool Judge(ReadOnlySpan<byte> text, bool isCut)
    {
        var (firstIsWhole, others, wholes) = (false, -1, 0);
        var rest = text;
        while (others < MaxLines && rest.IndexOf((byte)'\n') is var lineBreak && (lineBreak >= 0 || (!isCut && !rest.IsEmpty)))
        {
            var line = (lineBreak < 0 ? rest : rest[..lineBreak]).Trim(" \t\r"u8);
            rest = lineBreak < 0 ? default : rest[(lineBreak + 1)..];
            if (line.IsEmpty)
            {
                continue;
            }

            others++;
            if (others == 0)
            {
                firstIsWhole = JsonScanner.IsValue(line);
            }
            else if ((firstIsWhole || line[0] is (byte)'{' or (byte)'[') && JsonScanner.IsValue(line))
            {
                wholes++;
            }
        }

        if (others <= 0 && !firstIsWhole)
        {
            return false;
        }

        return (firstIsWhole && wholes == others)
            || ((firstIsWhole || wholes * 2 > others) && Breaks(text, isCut));
    }

    /// <summary>Whether the text is broken JSON, read as documents one after another.</summary>
    private static unsafe bool Breaks(ReadOnlySpan<byte> text, bool isCut)
    {
        var padded = new byte[text.Length + JsonScanner.Padding];
        text.CopyTo(padded);
        fixed (byte* start = padded)
        {
            var scanner = new JsonScanner();
            var end = start + text.Length;
            scanner.Start(end);
            for (var at = JsonScanner.Space(start); at < end; at = JsonScanner.Space(at))
            {
                at = scanner.Skip(at);
                if (at == null)
                {
                    return !isCut || scanner.FaultAt < end - 8;
                }
            }

            return false;
        }
    }
}

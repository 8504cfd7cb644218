using Weir.Engine.Loads.Reading;

namespace Weir.Engine.Loads.Csv;

/// <summary>
/// Finds where records of a CSV file end: at a line break that is not between quotes. A quote opens a field only where the
/// field begins; anywhere else it is a character like others.
/// </summary>
internal sealed class CsvRecords(CsvDialect dialect) : IRecordBoundary
{
    public int LastEnd(ReadOnlySpan<byte> piece)
    {
        if ((!dialect.HasQuote && !dialect.HasEscape) || piece.IndexOfAny(dialect.Quote, dialect.Escape) < 0)
        {
            return piece.LastIndexOf(dialect.LineBreak) + 1;
        }

        var (at, end) = (0, 0);
        while (End(piece[at..]) is > 0 and var length)
        {
            at += length;
            end = at;
        }

        return end;
    }

    /// <summary>The length of the first record with its line break; zero when it does not end within the text.</summary>
    public int End(ReadOnlySpan<byte> text)
    {
        var (at, behindEscape) = (0, 0);
        while (at < text.Length && text[at..].IndexOfAny(dialect.Quote, dialect.LineBreak, dialect.Escape) is >= 0 and var next)
        {
            at += next;
            if (dialect.HasEscape && text[at] == dialect.Escape)
            {
                behindEscape = at += 2;
                continue;
            }

            if (text[at] == dialect.LineBreak)
            {
                return at + 1;
            }

            if (!dialect.HasQuote || (at > 0 && (text[at - 1] != dialect.Delimiter || at == behindEscape)))
            {
                at++;
                continue;
            }

            at = Close(text, at + 1);
            if (at < 0)
            {
                return 0;
            }
        }

        return 0;
    }

    /// <summary>The place behind the quote that closes a field; negative when none does.</summary>
    private int Close(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at..].IndexOfAny(dialect.Quote, dialect.Escape) is >= 0 and var next)
        {
            at += next + 1;
            if (!(dialect.HasEscape && text[at - 1] == dialect.Escape) && (at == text.Length || text[at] != dialect.Quote))
            {
                return at;
            }

            at++;
        }

        return -1;
    }
}

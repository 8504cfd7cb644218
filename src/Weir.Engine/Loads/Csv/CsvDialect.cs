using Weir.Tables;

namespace Weir.Engine.Loads.Csv;

/// <summary>How a CSV file is written.</summary>
/// <param name="Delimiter">Stands between fields.</param>
/// <param name="Quote">Stands around a field that holds a delimiter, a line break or, doubled, itself.</param>
/// <param name="LineBreak">Ends a record: a line feed, before which a carriage return is left out, or a carriage return.</param>
internal sealed record CsvDialect(byte Delimiter, byte Quote, byte LineBreak = (byte)'\n')
{
    /// <summary>Whether fields may be quoted. If not, the quote is no character of its own.</summary>
    public bool HasQuote { get; init; } = true;

    /// <summary>Stands before a character that is meant as it is; the quote when there is none.</summary>
    public byte Escape { get; init; } = Quote;

    /// <summary>Whether there is an escape.</summary>
    public bool HasEscape { get; init; }

    /// <summary>Whether the delimiter is known, and not to be looked for.</summary>
    public bool IsGiven { get; init; }

    /// <summary>RFC 4180.</summary>
    public static CsvDialect Comma { get; } = new((byte)',', (byte)'"');

    /// <summary>The same with tabs.</summary>
    public static CsvDialect Tab { get; } = new((byte)'\t', (byte)'"');

    /// <summary>The dialect of a file: what its table says, else tabs when its key ends in <c>.tsv</c>, commas else.</summary>
    public static CsvDialect Of(string key, FormatOptions format)
    {
        // A quote that escapes quotes is the usual one that is doubled.
        var hasEscape = format.Escape is not null && format.Escape != format.Quote;
        var quote = (byte)(format.Quote ?? format.Escape ?? '"');
        return new CsvDialect((byte?)format.Delimiter ?? Of(key).Delimiter, quote)
        {
            HasQuote = format.Quote is not null,
            Escape = hasEscape ? (byte)format.Escape!.Value : quote,
            HasEscape = hasEscape,
            IsGiven = format.Delimiter is not null,
        };
    }

    private static CsvDialect Of(string key) =>
        KeyEndings.Plain(key).EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? Tab : Comma;

    /// <summary>The dialect of a text: the usual one but for what its first line shows.</summary>
    /// <param name="text">The file's beginning.</param>
    public CsvDialect For(ReadOnlySpan<byte> text)
    {
        var broken = WithLineBreakOf(text);
        var end = text.IndexOf(broken.LineBreak);
        return IsGiven ? broken : broken.WithDelimiterOf(end < 0 ? text : text[..end]);
    }

    /// <summary>
    /// The same with semicolons, tabs or bars, when the header has those and none of the usual delimiter: spreadsheets write
    /// semicolons where the comma is in the numbers.
    /// </summary>
    private CsvDialect WithDelimiterOf(ReadOnlySpan<byte> header)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        var isQuoted = false;
        foreach (var letter in header)
        {
            isQuoted ^= HasQuote && letter == Quote;
            counts[letter] += isQuoted ? 0 : 1;
        }

        var found = Delimiter;
        foreach (var other in ";\t|"u8)
        {
            found = counts[Delimiter] == 0 && counts[other] > counts[found] ? other : found;
        }

        return found == Delimiter ? this : this with { Delimiter = found };
    }

    /// <summary>The same with carriage returns, when those end the lines of a text rather than line feeds, as they once did on a Mac.</summary>
    private CsvDialect WithLineBreakOf(ReadOnlySpan<byte> text)
    {
        var first = text.IndexOfAny((byte)'\r', (byte)'\n');
        return first >= 0 && !text[first..].StartsWith("\n"u8) && !text[first..].StartsWith("\r\n"u8)
            && text.Count((byte)'\r') > text.Count((byte)'\n')
            ? this with { LineBreak = (byte)'\r' }
            : this;
    }
}

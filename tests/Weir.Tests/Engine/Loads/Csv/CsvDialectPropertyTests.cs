using System.Text;

using Weir.Engine.Loads.Csv;
using Weir.Engine.Loads.Reading;
using Weir.Tables;

using static Weir.Tests.Engine.Loads.Intake;

namespace Weir.Tests.Engine.Loads.Csv;

/// <summary>What an independent writer of CSV puts into a file of any dialect comes out of it again.</summary>
public class CsvDialectPropertyTests
{
    private static readonly string?[] Values =
        [null, "", "x", " ", "a,b", "a;b", "tab\there", "two\nlines", "two\r\nlines", "q\"q", "\"", "'", "it's", "back\\slash", "\\", "\\\\", "é", "end\\", "|", "\"\""];

    [Fact]
    public void Every_dialect_gives_what_was_written()
    {
        for (var seed = 0; seed < 6_000; seed++)
        {
            var random = new Random(seed);
            var dialect = new FormatOptions
            {
                Delimiter = Pick(random, ',', ';', '\t', '|'),
                Quote = Pick<char?>(random, '"', '\'', null),
                Escape = Pick<char?>(random, null, '\\'),
                HasHeader = random.Next(3) > 0,
                SkipLines = random.Next(3),
                NullValues = random.Next(2) == 0 ? ["NULL", "-"] : [],
                Encoding = Pick(random, TextEncoding.Utf8, TextEncoding.Utf16, TextEncoding.Utf16BigEndian, TextEncoding.Latin1, TextEncoding.Windows1252),
                Compression = Pick(random, Compression.ByKey, Compression.Gzip),
            };
            var rows = Enumerable.Range(0, random.Next(1, 6))
                .Select(_ => Enumerable.Range(0, 3).Select(_ => Writable(Values[random.Next(Values.Length)], dialect)).ToArray())
                .ToList();
            var content = Bytes(Write(rows, dialect, random), dialect, random);
            var key = dialect.Compression == Compression.Gzip ? "a.csv" : random.Next(2) == 0 ? "a.csv" : "a.csv.gz";
            var packed = dialect.Compression == Compression.Gzip || key.EndsWith(".gz", StringComparison.Ordinal) ? Gzip(content) : content;
            var limits = new ReadingLimits { SlabSize = Pick(random, 64, 1 << 16) };
            var intake = new Intake(limits, dialect, (key, packed));

            var read = Pull(new CsvRowSource(Table(Column("a"), Column("b"), Column("c")), intake.Batch), random.Next(1, 3), random.Next(1, 4));

            Assert.True(intake.Refused.Count == 0, $"{seed}: {string.Join(", ", intake.Refused)}");
            Assert.Equal(
                rows.Select(row => string.Join('¦', row.Select(cell => cell ?? "∅"))).Order(StringComparer.Ordinal),
                read.Select(row => string.Join('¦', row[..^1].Select(cell => cell ?? "∅"))).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Ragged_rows_are_refused_and_their_neighbours_are_not()
    {
        var intake = new Intake(
            ReadingLimits.Default, new FormatOptions { Delimiter = ';', HasHeader = false }, ("a.csv", Utf8("1;2;3\n4;5\n6;7;8;9\n\n10;11;12\r\n")));

        var read = Pull(new CsvRowSource(Table(Column("a"), Column("b", path: "@.column_3")), intake.Batch));

        Assert.Equal(["1|3", "10|12"], read.Select(row => string.Join('|', row[..^1])));
        Assert.Equal(["the row has 2 fields, and the first has 3", "the row has 4 fields, and the first has 3"], intake.Refused.Select(row => row.Reason));
        Assert.Equal([2L, 3], intake.Refused.Select(row => row.Line!.Value));
    }

    [Theory]
    [InlineData(TextEncoding.Utf16, "61000A0061")]
    [InlineData(TextEncoding.Utf16LittleEndian, "61000A0000D86200")]
    [InlineData(TextEncoding.Utf16BigEndian, "0061000AD8000062")]
    public void Bytes_that_are_not_of_the_encoding_are_told_once(TextEncoding encoding, string hex)
    {
        var intake = new Intake(
            ReadingLimits.Default, new FormatOptions { Encoding = encoding }, ("a.csv", Convert.FromHexString(hex)));

        Assert.Empty(Pull(new CsvRowSource(Table(Column("a")), intake.Batch)));
        Assert.Equal("WEIR6125", Assert.Single(intake.Refused).Code);
    }

    [Theory]
    [InlineData("\"x\u00ff\",1\n\"y\",2\n", '"', "y2")]
    [InlineData("\u00ffx,1\ny,2\n", null, "y2")]
    [InlineData("5\"\\,6,1\ny,2\n", '"', "5\",61|y2")]
    public void A_byte_that_is_no_text_takes_no_neighbour_with_it(string latin1, char? quote, string fits)
    {
        var format = new FormatOptions { Quote = quote, HasHeader = false, Escape = latin1.Contains('\\', StringComparison.Ordinal) ? '\\' : null };
        var intake = new Intake(ReadingLimits.Default, format, ("a.csv", Encoding.Latin1.GetBytes(latin1)));

        var read = Pull(new CsvRowSource(Table(Column("a"), Column("b")), intake.Batch));

        Assert.Equal(fits, string.Join('|', read.Select(row => $"{row[0]}{row[1]}")));
        Assert.Equal(latin1.Contains('\u00ff', StringComparison.Ordinal) ? 1 : 0, intake.Refused.Count);
    }

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];

    /// <summary>The value, as far as the dialect has a way to write it.</summary>
    private static string? Writable(string? value, FormatOptions dialect)
    {
        if (value is not null && dialect is { Quote: null, Escape: null } && (value.Length == 0 || value.AsSpan().IndexOfAny("\r\n") >= 0 || value.Contains(dialect.Delimiter!.Value)))
        {
            return "y";
        }

        // Without quotes nothing tells an empty text from none, nor a carriage return before a line feed from the line's end.
        return dialect.Quote is null && (value is { Length: 0 } || value?.Contains('\r') == true) ? null : value;
    }

    private static string Write(List<string?[]> rows, FormatOptions dialect, Random random)
    {
        var text = new StringBuilder();
        for (var skipped = 0; skipped < dialect.SkipLines; skipped++)
        {
            text.Append(random.Next(2) == 0 ? "exported by \"somebody\n" : "\r\n");
        }

        IEnumerable<string?[]> records = dialect.HasHeader ? [["a", "b", "c"], .. rows] : rows;
        var isBlankBefore = false;
        foreach (var record in records)
        {
            text.AppendJoin(dialect.Delimiter!.Value, record.Select(cell => Write(cell, dialect, random)));
            text.Append(random.Next(2) == 0 ? "\n" : "\r\n");
            isBlankBefore = random.Next(4) == 0;
            text.Append(isBlankBefore ? "\n" : "");
        }

        return random.Next(2) == 0 ? text.ToString().TrimEnd('\n') is var cut && cut.EndsWith('\r') ? cut + "\n" : text.ToString() : text.ToString();
    }

    private static string Write(string? cell, FormatOptions dialect, Random random)
    {
        if (cell is null)
        {
            return dialect.NullValues.Count > 0 ? Pick(random, "", "NULL", "-") : "";
        }

        var isSpecial = cell.Length == 0 || cell.AsSpan().IndexOfAny("\r\n") >= 0 || cell.Contains(dialect.Delimiter!.Value)
            || (dialect.Quote is { } mark && cell.Contains(mark));
        if (dialect.Quote is { } quote && (isSpecial || random.Next(4) == 0))
        {
            var escaped = dialect.Escape is { } escape ? cell.Replace($"{escape}", $"{escape}{escape}", StringComparison.Ordinal) : cell;
            var inner = escaped.Replace(
                $"{quote}", dialect.Escape is { } before && random.Next(2) == 0 ? $"{before}{quote}" : $"{quote}{quote}", StringComparison.Ordinal);
            return $"{quote}{inner}{quote}";
        }

        return dialect.Escape is { } slash
            ? string.Concat(cell.Select(letter => letter == slash || letter == '\n' || letter == dialect.Delimiter ? $"{slash}{letter}" : $"{letter}"))
            : cell;
    }

    private static byte[] Bytes(string text, FormatOptions dialect, Random random) => dialect.Encoding switch
    {
        TextEncoding.Utf16 => random.Next(3) switch
        {
            0 => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
            1 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            _ => Encoding.Unicode.GetBytes(text),
        },
        TextEncoding.Utf16BigEndian => Encoding.BigEndianUnicode.GetBytes(text),
        TextEncoding.Latin1 or TextEncoding.Windows1252 => Encoding.Latin1.GetBytes(text),
        _ => random.Next(2) == 0 ? [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)] : Encoding.UTF8.GetBytes(text),
    };
}

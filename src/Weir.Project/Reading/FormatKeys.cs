using System.Diagnostics.CodeAnalysis;

using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Tables;

namespace Weir.Project.Reading;

/// <summary>The keys that say how a table's files are written.</summary>
internal static class FormatKeys
{
    private const string CharacterHint = "Write one character of ASCII, such as \";\"; \"\\t\" is a tab.";

    private static readonly Key<FileFormat> Type = new(
        "type", "The format, as `format` alone would say it.", Scalars.Choice(FileFormats.Words, later: []))
    {
        Default = "by the ending of `source`",
    };

    private static readonly Key<TextEncoding> EncodingKey = new(
        "encoding",
        "How the characters are written. `utf-16` goes by the byte order mark, and is little endian without one.",
        Scalars.Choice(
            new Dictionary<string, TextEncoding>
            {
                ["utf-8"] = TextEncoding.Utf8,
                ["utf-16"] = TextEncoding.Utf16,
                ["utf-16le"] = TextEncoding.Utf16LittleEndian,
                ["utf-16be"] = TextEncoding.Utf16BigEndian,
                ["latin-1"] = TextEncoding.Latin1,
                ["windows-1252"] = TextEncoding.Windows1252,
            },
            later: []))
    {
        Default = "utf-8",
    };

    private static readonly Key<Compression> CompressionKey = new(
        "compression",
        "How the files are compressed, when their names do not say.",
        Scalars.Choice(
            new Dictionary<string, Compression> { ["none"] = Compression.None, ["gzip"] = Compression.Gzip, ["zstd"] = Compression.Zstd }, later: ["bz2", "brotli", "deflate"]))
    {
        Default = "gzip when a key ends in .gz, zstd when in .zst or .zstd, else none",
    };

    private static readonly Key<string> Delimiter = new("delimiter", "Stands between fields.", Character)
    {
        Default = "tabs in .tsv; else commas, or the semicolons, tabs or bars that the header has instead",
        Example = "\";\"",
    };

    private static readonly Key<string> Quote = new(
        "quote", "Stands around fields that hold delimiters or line breaks; doubled within them, it means itself. `none`: no field is quoted.", CharacterOrNone)
    {
        Default = "a double quote",
        Example = "\"'\"",
    };

    private static readonly Key<string> Escape = new(
        "escape", "Stands before a character that is meant as it is, such as a delimiter or a quote; within quotes and without.", Character)
    {
        Default = "none; quotes are doubled",
        Example = "\"\\\\\"",
    };

    private static readonly Key<bool> Header = new(
        "header",
        "Whether the first record names the columns. Without it declared columns take fields in order, or by `path: \"@.column_3\"`.",
        Scalars.Boolean)
    {
        Default = "true",
    };

    private static readonly Key<int> SkipLines = new("skip_lines", "Lines to leave out at the beginning of a file.", Scalars.Integer(0, 1_000_000))
    {
        Default = "0",
    };

    private static readonly Key<IReadOnlyList<ListShape<string>.Item>> NullValues = new(
        "null_values",
        "Fields that mean that there is no value, in quotes or not; an empty field without quotes always does.",
        new ListShape<string>("text", Scalars.AnyText))
    {
        Example = "[NULL, \"\\\\N\"]",
    };

    private static readonly Key<MomentPattern> DateFormat = new(
        "date_format",
        "How dates are written, in the words of `strftime`; columns have to be declared. Other dates do not fit then.",
        Moment)
    {
        Default = "as in 2024-02-29",
        Example = "\"%d.%m.%Y\"",
    };

    private static readonly Key<MomentPattern> TimestampFormat = new(
        "timestamp_format",
        "How timestamps are written, in the words of `strftime`; columns have to be declared. Other timestamps do not fit then.",
        Moment)
    {
        Default = "as ISO 8601 has them",
        Example = "\"%d.%m.%Y %H:%M\"",
    };

    private static readonly Key[] OfText = [EncodingKey, CompressionKey, DateFormat, TimestampFormat];

    private static readonly Key[] OfCsv = [Delimiter, Quote, Escape, Header, SkipLines, NullValues];

    /// <summary>The format alone, or a map with all that is to be said.</summary>
    public static EitherShape<Written> Shape { get; } = new(
        new ScalarShape<Written>(Scalars.Choice(FileFormats.Words, later: []).Describe, TryReadWord),
        new RecordShape<Written>([Type, .. OfText, .. OfCsv], Build));

    private static ScalarShape<string> Character => new(new Description("string", "a character") { Hint = CharacterHint }, TryReadCharacter);

    private static ScalarShape<MomentPattern> Moment => new(
        new Description("string", "how a date or a timestamp is written") { Hint = "Write such as \"%d.%m.%Y\" or \"%d.%m.%Y %H:%M:%S\"." },
        (YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out MomentPattern value) =>
        {
            var good = MomentPattern.TryParse(scalar.Text, out value, out var mistake);
            if (!good)
            {
                reading.Wrong(scalar, "WEIR2444", $"'{scalar.Text}' {mistake}.", "Write such as \"%d.%m.%Y\" or \"%d.%m.%Y %H:%M:%S\".");
            }

            return good;
        });

    private static ScalarShape<string> CharacterOrNone => new(
        new Description("string", "a character, or none") { Hint = CharacterHint },
        (YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value) =>
        {
            value = "";
            return scalar.Text == "none" || TryReadCharacter(scalar, reading, out value);
        });

    /// <summary>Notes keys that say nothing about files of this format, and characters that mean two things.</summary>
    public static void Check(Written written, FileFormat format, bool isDeclared, YamlNode node, ReadingContext reading)
    {
        if (!isDeclared && format != FileFormat.Parquet
            && written.Keys.FirstOrDefault(key => key == DateFormat.Name || key == TimestampFormat.Name) is { } untyped)
        {
            reading.Wrong(
                (node as YamlNode.Map)?[untyped] ?? node,
                "WEIR2445",
                $"{reading.Label} has '{untyped}', but does not declare its columns: what is no date as ISO 8601 has it is text to it.",
                "Declare the columns, or remove the key.");
        }

        var wrong = format switch
        {
            FileFormat.Parquet => written.Keys.FirstOrDefault(key => key != Type.Name),
            FileFormat.Json => written.Keys.FirstOrDefault(key => OfCsv.Any(own => own.Name == key)),
            _ => null,
        };
        if (wrong is not null)
        {
            reading.Wrong(
                (node as YamlNode.Map)?[wrong] ?? node,
                "WEIR2410",
                $"{reading.Label} has '{wrong}' for its format, which is {format.ToString().ToLowerInvariant()}.",
                "Remove the key.");
        }

        var (delimiter, quote, escape) = (written.Options.Delimiter, written.Options.Quote, written.Options.Escape);
        if (delimiter is not null && (delimiter == quote || delimiter == escape))
        {
            reading.Wrong(
                node, "WEIR2411", $"{reading.Label} has the same character between fields and around them, or before others.", "Choose two characters.");
        }
    }

    private static Written Build(Fields fields, ReadingContext reading)
    {
        var usual = FormatOptions.Usual;
        return new Written(
            fields.TryGet(Type, out var type) ? type : null,
            new FormatOptions
            {
                Encoding = fields.Get(EncodingKey, usual.Encoding),
                Compression = fields.Get(CompressionKey, usual.Compression),
                DateFormat = fields.TryGet(DateFormat, out var date) ? date : null,
                TimestampFormat = fields.TryGet(TimestampFormat, out var timestamp) ? timestamp : null,
                Delimiter = fields.TryGet(Delimiter, out var delimiter) ? delimiter[0] : null,
                Quote = fields.TryGet(Quote, out var quote) ? quote.Length == 0 ? null : quote[0] : usual.Quote,
                Escape = fields.TryGet(Escape, out var escape) ? escape[0] : null,
                HasHeader = fields.Get(Header, true),
                SkipLines = fields.Get(SkipLines, 0),
                NullValues = fields.TryGet(NullValues, out var nothing) ? [.. nothing.Select(item => item.Value)] : [],
            },
            [.. ((Key[])[Type, .. OfText, .. OfCsv]).Where(fields.Has).Select(key => key.Name)]);
    }

    private static bool TryReadWord(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out Written value)
    {
        var good = Scalars.Choice(FileFormats.Words, later: []).TryRead(scalar, reading, out var format);
        value = new Written(format, FormatOptions.Usual, []);
        return good;
    }

    private static bool TryReadCharacter(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Text;
        var good = value is [not ('\r' or '\n' or '\0') and < (char)128];
        if (!good)
        {
            reading.Wrong(scalar, "WEIR2411", $"{reading.Label} wants one character of ASCII that ends no line.", CharacterHint);
        }

        return good;
    }

    /// <summary>What a table says about how its files are written.</summary>
    /// <param name="Format">The format; none when the source tells.</param>
    /// <param name="Options">What is not usual about it.</param>
    /// <param name="Keys">The keys that say so.</param>
    internal sealed record Written(FileFormat? Format, FormatOptions Options, IReadOnlyList<string> Keys);
}

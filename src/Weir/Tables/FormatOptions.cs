namespace Weir.Tables;

/// <summary>How text files are written, where that is not what is usual for their format.</summary>
public sealed record FormatOptions
{
    /// <summary>What is usual.</summary>
    public static FormatOptions Usual { get; } = new();

    /// <summary>How the characters are written.</summary>
    public TextEncoding Encoding { get; init; } = TextEncoding.Utf8;

    /// <summary>How files are compressed.</summary>
    public Compression Compression { get; init; } = Compression.ByKey;

    /// <summary>Stands between the fields of a CSV record, one ASCII character. By the file's key and header when absent.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Stands around CSV fields that hold special characters, one ASCII character. None: no field is quoted.</summary>
    public char? Quote { get; init; } = '"';

    /// <summary>Takes its meaning from the character behind it, one ASCII character. None: only quotes are doubled.</summary>
    public char? Escape { get; init; }

    /// <summary>Whether the first record of a CSV file names its columns. Without, columns take fields by their place.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Lines of a CSV file to leave out at its beginning.</summary>
    public int SkipLines { get; init; }

    /// <summary>How dates are written. None: <c>2024-02-29</c>.</summary>
    public MomentPattern? DateFormat { get; init; }

    /// <summary>How timestamps are written. None: as ISO 8601 has them.</summary>
    public MomentPattern? TimestampFormat { get; init; }

    /// <summary>CSV fields that mean that there is no value, in quotes or not, beside the empty one without quotes.</summary>
    public IReadOnlyList<string> NullValues { get; init; } = [];
}

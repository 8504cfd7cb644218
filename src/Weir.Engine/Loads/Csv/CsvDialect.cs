namespace Weir.Engine.Loads.Csv;

/// <summary>How a CSV file is written.</summary>
/// <param name="Delimiter">Stands between fields.</param>
/// <param name="Quote">Stands around a field that holds a delimiter, a line break or, doubled, itself.</param>
internal sealed record CsvDialect(byte Delimiter, byte Quote)
{
    /// <summary>RFC 4180.</summary>
    public static CsvDialect Comma { get; } = new((byte)',', (byte)'"');

    /// <summary>The same with tabs.</summary>
    public static CsvDialect Tab { get; } = new((byte)'\t', (byte)'"');

    /// <summary>The dialect of a file: tabs when its key ends in <c>.tsv</c>, commas else.</summary>
    public static CsvDialect Of(string key)
    {
        var name = key.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? key.AsSpan()[..^3] : key.AsSpan();
        return name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? Tab : Comma;
    }
}

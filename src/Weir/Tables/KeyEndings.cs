namespace Weir.Tables;

/// <summary>What the ending of an object's key says of how its content is compressed.</summary>
public static class KeyEndings
{
    /// <summary>Gzip after <c>.gz</c>, zstd after <c>.zst</c> and <c>.zstd</c>, else none.</summary>
    /// <param name="key">The key.</param>
    public static Compression CompressionOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Ends(key, ".gz") ? Compression.Gzip : Ends(key, ".zst") || Ends(key, ".zstd") ? Compression.Zstd : Compression.None;
    }

    /// <summary>The key without that ending.</summary>
    /// <param name="key">The key.</param>
    public static string Plain(string key) => CompressionOf(key) == Compression.None ? key : key[..key.LastIndexOf('.')];

    private static bool Ends(string key, string ending) => key.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}

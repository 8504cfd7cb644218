namespace Weir.Local.Objects;

/// <summary>The folders within a bucket that tables have for their files: nothing lands there.</summary>
/// <param name="prefixes">The folders, without a slash at either end.</param>
internal sealed class TableFolders(IReadOnlyList<string> prefixes)
{
    /// <summary>No folders.</summary>
    public static TableFolders None { get; } = new([]);

    /// <summary>Whether a key lies in one of them, or is one.</summary>
    public bool Hold(string key) => prefixes.Count > 0 && prefixes.Any(prefix =>
        key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && (key.Length == prefix.Length || key[prefix.Length] == '/'));

    /// <summary>Why a key cannot be in the bucket, or nothing when it can.</summary>
    public string? Refuse(string key) => Hold(key) ? "is in a folder that a table has for its Parquet files" : null;
}

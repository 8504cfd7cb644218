namespace Weir.Local.Objects;

/// <summary>One walk through a folder that is a bucket, which goes on where a folder cannot be read, and remembers it.</summary>
internal sealed class FolderWalk(FolderBucket bucket)
{
    /// <summary>What stands in a name for bytes that are not UTF-8.</summary>
    private const string NoText = "\uFFFD";

    private static readonly EnumerationOptions Everything = new() { IgnoreInaccessible = false, AttributesToSkip = 0 };

    private readonly Dictionary<string, Exception> _unreadable = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unnamable = new(StringComparer.Ordinal);

    /// <summary>The keys of files and folders that could not be looked at, and why; the empty key is the bucket's folder.</summary>
    public IReadOnlyDictionary<string, Exception> Unreadable => _unreadable;

    /// <summary>Names of files and folders that are no text, as keys: a � stands for what is not UTF-8, and no path leads there.</summary>
    public IReadOnlyCollection<string> Unnamable => _unnamable;

    /// <summary>The files under a key's path, or the one that it is, without temporary names and folders behind links.</summary>
    /// <param name="key">The key; empty for the whole folder.</param>
    public IEnumerable<string> Files(string key) => Files(key, isListed: false);

    private IEnumerable<string> Files(string key, bool isListed)
    {
        // A folder that may be listed but not entered is to blame for what is in it.
        var slash = key.LastIndexOf('/');
        var above = slash > 0 ? key[..slash] : "";
        if (bucket.PassesOver(key))
        {
            yield break;
        }

        if (Try(above, () => KindOf(key)) is not { } kind)
        {
            if (key.Contains(NoText, StringComparison.Ordinal) && (isListed || IsListed(above, key[(slash + 1)..])))
            {
                _unnamable.Add(key);
            }

            yield break;
        }

        if (!kind.HasFlag(FileAttributes.Directory))
        {
            yield return key;
            yield break;
        }

        if (key.Length > 0 && kind.HasFlag(FileAttributes.ReparsePoint) && new DirectoryInfo(bucket.PathOf(key)).LinkTarget is not null)
        {
            yield break;
        }

        using var entries = Try(key, () => Directory.EnumerateFileSystemEntries(bucket.PathOf(key), "*", Everything).GetEnumerator());
        while (entries is not null
            && !_unreadable.ContainsKey(key)
            && Try(key, () => entries.MoveNext() ? entries.Current : null) is { } entry)
        {
            foreach (var file in Files(key.Length == 0 ? Path.GetFileName(entry) : $"{key}/{Path.GetFileName(entry)}", isListed: true))
            {
                yield return file;
            }
        }
    }

    /// <summary>Whether a name is in a folder, though no path leads to it.</summary>
    private bool IsListed(string folder, string name) => Try(
        folder,
        () => (bool?)Directory.EnumerateFileSystemEntries(bucket.PathOf(folder), "*", Everything).Any(entry => Path.GetFileName(entry) == name)) == true;

    private FileAttributes? KindOf(string key) => File.GetAttributes(bucket.PathOf(key));

    private T? Try<T>(string key, Func<T> look)
    {
        try
        {
            return look();
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return default;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            _unreadable[key] = refused;
            return default;
        }
    }
}

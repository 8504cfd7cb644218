using System.Text;

using Weir.Failures;

namespace Weir.Buckets;

/// <summary>Which keys an object may have: any text that S3 takes and that cannot leave its bucket.</summary>
public static class ObjectKey
{
    /// <summary>The longest key, in bytes of UTF-8. S3's own limit.</summary>
    public const int MaxBytes = 1024;

    /// <summary>Whether a key is that of a folder: an object without content that S3 clients keep to show a folder that may be empty.</summary>
    /// <param name="key">The key, without its bucket.</param>
    public static bool IsFolder(string key) => key is [_, .., '/'];

    /// <summary>Says why a key is refused, or nothing when it is fine.</summary>
    /// <param name="key">The key, without its bucket.</param>
    /// <param name="mayBeFolder">Whether it may be that of a folder. It may not by default.</param>
    public static Failure? Check(string key, bool mayBeFolder = false)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key switch
        {
            "" => Refused(key, "is empty", "Give the object a name."),
            ['/' or '\\', ..] => Refused(key, "is absolute", "Leave out the leading slash: a key is relative to its bucket."),
            [.., '/'] when !mayBeFolder || key is [.., '/', '/'] => Refused(key, "ends in a slash", "Name the object: a trailing slash stands for a prefix."),
            [var drive, ':', ..] when char.IsAsciiLetter(drive) => Refused(key, "is absolute", "Leave out the drive letter."),
            _ when key.Split('/', '\\').Any(part => part is "." or "..") =>
                Refused(key, "has a '.' or '..' segment", "Write the key without dot segments: it may not leave its bucket."),
            _ when key.Contains('\0', StringComparison.Ordinal) => Refused(key, "holds a NUL character", "Remove it."),
            _ when !IsWellFormed(key) => Refused(key, "is not valid Unicode", "Remove the lone surrogate."),
            _ when key.Contains('\uFFFD', StringComparison.Ordinal) =>
                Refused(key, "holds the character U+FFFD, which stands for what is not UTF-8", "Write the name in UTF-8."),
            _ when Encoding.UTF8.GetByteCount(key) > MaxBytes => Refused(key, $"is longer than {MaxBytes} bytes", "Shorten it."),
            _ => null,
        };
    }

    private static bool IsWellFormed(string key)
    {
        for (var at = 0; at < key.Length; at++)
        {
            if (!char.IsSurrogate(key[at]))
            {
                continue;
            }

            if (at + 1 == key.Length || !char.IsSurrogatePair(key[at], key[at + 1]))
            {
                return false;
            }

            at++;
        }

        return true;
    }

    private static Failure Refused(string key, string why, string hint) =>
        new("WEIR3001", $"The key '{(key.Length > 80 ? key[..80] + "…" : key)}' {why}.", hint);
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Weir.Local.Objects;

/// <summary>Where an object's content goes by its key: readable names that every file system takes.</summary>
/// <remarks>
/// Never read back: the index says where a version is. A segment that some file system would refuse is percent-encoded,
/// one that is too long is cut and ends in a hash; two keys may so ask for one name, and the later gets another.
/// </remarks>
internal static class ObjectPath
{
    /// <summary>The longest name of a file, in bytes, on ext4, APFS and NTFS alike.</summary>
    private const int MaxSegment = 255;

    /// <summary>Room that a name leaves for <c>~</c> and a version.</summary>
    private const int SuffixRoom = 21;

    /// <summary>The longest path within a bucket: PATH_MAX is 4,096, and the bucket's own folder needs room too.</summary>
    private const int MaxPath = 2_048;

    private const int MaxExtension = 20;

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Numbered("COM"), .. Numbered("LPT")], StringComparer.OrdinalIgnoreCase);

    /// <summary>The path that a key asks for, with <c>/</c> between its segments.</summary>
    public static string Of(string key)
    {
        var path = string.Join('/', key.Split('/').Select(Segment));
        return Encoding.UTF8.GetByteCount(path) <= MaxPath ? path : Hashed(path, MaxSegment - SuffixRoom);
    }

    /// <summary>The same path for a version that cannot have it: <c>orders/a.json</c> becomes <c>orders/a~17.json</c>.</summary>
    public static string WithVersion(string path, long version)
    {
        var slash = path.LastIndexOf('/') + 1;
        return path[..slash] + Marked(path[slash..], version);
    }

    /// <summary>The same path with another folder, when a file stands where its first folders would be.</summary>
    /// <param name="path">The path asked for.</param>
    /// <param name="folders">How many of its segments reach the file in the way.</param>
    /// <param name="version">The version that is placed.</param>
    public static string Around(string path, int folders, long version)
    {
        var segments = path.Split('/');
        segments[folders - 1] = Marked(segments[folders - 1], version);
        return string.Join('/', segments);
    }

    private static string Marked(string name, long version)
    {
        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && name.Length - dot <= MaxExtension ? name[dot..] : "";
        var stem = name[..^extension.Length];
        var mark = string.Create(CultureInfo.InvariantCulture, $"~{version}");
        return Cut(stem, MaxSegment - Encoding.UTF8.GetByteCount(extension) - mark.Length) + mark + extension;
    }

    private static string Segment(string segment)
    {
        var encoded = new StringBuilder(segment.Length);
        for (var at = 0; at < segment.Length; at++)
        {
            if (IsSafe(segment, at))
            {
                encoded.Append(segment[at]);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{(int)segment[at]:X2}");
            }
        }

        var name = encoded.ToString();
        if (name is "" || Devices.Contains(name.Split('.')[0]))
        {
            name = "%" + name;
        }

        return Encoding.UTF8.GetByteCount(name) <= MaxSegment ? name : Hashed(name, MaxSegment);
    }

    private static bool IsSafe(string segment, int at) => segment[at] switch
    {
        < ' ' or '\x7f' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' or '%' => false,
        '.' or ' ' => at < segment.Length - 1,
        _ => true,
    };

    private static string Hashed(string name, int bytes)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)), 0, 16);
        return Cut(name.Replace('/', '_'), bytes - hash.Length - 1) + "~" + hash;
    }

    private static string Cut(string text, int bytes)
    {
        while (Encoding.UTF8.GetByteCount(text) > bytes)
        {
            var over = Encoding.UTF8.GetByteCount(text) - bytes;
            var length = Math.Max(0, text.Length - Math.Max(1, over / 4));
            text = text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
        }

        return text;
    }

    private static IEnumerable<string> Numbered(string device) => Enumerable.Range(1, 9).Select(number => $"{device}{number}");
}

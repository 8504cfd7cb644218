using System.Text;

using Weir.Buckets;

namespace Weir.Engine.Steps.Archives;

/// <summary>Turns the names of one archive's entries into the names of objects, and refuses those that mean harm.</summary>
/// <remarks><c>./</c> and doubled slashes are dropped, since all unpackers do. All else that is odd is refused.</remarks>
internal sealed class EntryNames(ObjectName prefix, ArchiveRefusals refusals)
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <summary>The object that a file becomes.</summary>
    public ObjectName OfFile(string entry)
    {
        var path = PathOf(entry);
        if (path.Length == 0)
        {
            throw refusals.Name(entry, "is empty");
        }

        var key = prefix.Key + path;
        if (ObjectKey.Check(key) is { } wrong)
        {
            throw refusals.Name(entry, $"makes no key: {wrong.Message.TrimEnd('.')}");
        }

        return _keys.Add(key) ? new ObjectName(prefix.Bucket, key) : throw refusals.Duplicate(entry);
    }

    /// <summary>Refuses a folder whose name means harm. A folder becomes nothing: keys need none.</summary>
    public void CheckFolder(string entry) => PathOf(entry);

    private string PathOf(string entry)
    {
        var why = entry switch
        {
            _ when Encoding.UTF8.GetByteCount(entry) > ObjectKey.MaxBytes => $"is longer than {ObjectKey.MaxBytes} bytes",
            _ when entry.Any(char.IsControl) => "holds a control character",
            _ when entry.Contains('\\', StringComparison.Ordinal) => "holds a backslash",
            ['/', ..] or [_, ':', ..] when entry[0] == '/' || char.IsAsciiLetter(entry[0]) => "is absolute",
            _ when entry.Split('/').Contains("..") => "leaves its folder",
            _ => null,
        };
        return why is null
            ? string.Join('/', entry.Split('/').Where(part => part is not ("" or ".")))
            : throw refusals.Name(entry, why);
    }
}

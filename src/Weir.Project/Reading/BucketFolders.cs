using Weir.Buckets;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Checks the folders of buckets: each its own, none within another, none where Weir keeps its state.</summary>
internal static class BucketFolders
{
    private const string State = ".weir";

    /// <summary>Notes what is wrong with the folders of these buckets.</summary>
    public static void Check(IReadOnlyDictionary<string, BucketDefinition> buckets, YamlNode node, ReadingContext reading)
    {
        var earlier = new List<(string Bucket, string Folder)>();
        foreach (var bucket in buckets.Values.Where(b => b.Path is not null))
        {
            if ((((node as YamlNode.Map)?[bucket.Name] as YamlNode.Map)?["path"]) is not YamlNode.Scalar path
                || FullPath(bucket.Path!, path, reading) is not { } folder)
            {
                continue;
            }

            if (IsWithin(folder, Slashed(reading.Folder, State)) || IsWithin(Slashed(reading.Folder, State), folder))
            {
                reading.Wrong(
                    path,
                    "WEIR2305",
                    $"The folder '{path.Text}' of bucket '{bucket.Name}' holds or lies in '{State}', where Weir keeps its state.",
                    "Give the bucket a folder of its own, such as ./inbox.");
            }
            else if (earlier.FirstOrDefault(e => IsWithin(e.Folder, folder) || IsWithin(folder, e.Folder)) is { Bucket: { } other })
            {
                reading.Wrong(
                    path,
                    "WEIR2304",
                    $"The folders of the buckets '{other}' and '{bucket.Name}' are the same, or one lies in the other.",
                    "Give each bucket a folder of its own: else a file would be in two buckets.");
            }

            earlier.Add((bucket.Name, folder));
        }
    }

    private static string? FullPath(string written, YamlNode.Scalar path, ReadingContext reading)
    {
        if (written.Contains('\0', StringComparison.Ordinal) || written is "~" or ['~', '/', ..])
        {
            reading.Wrong(path, "WEIR2306", $"The folder '{written.Replace('\0', '?')}' cannot be used.", "Write the path out: '~' is not replaced by your home folder.");
            return null;
        }

        var folder = Slashed(reading.Folder, written);
        if (File.Exists(folder.TrimEnd('/', '\\')))
        {
            reading.Wrong(path, "WEIR2306", $"'{written}' is a file where a folder is wanted.", "Name a folder; it is made when it is not there.");
            return null;
        }

        return folder;
    }

    private static bool IsWithin(string inner, string outer) => inner.StartsWith(outer, StringComparison.Ordinal);

    private static string Slashed(string folder, string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(folder, path))) is var full
        && full.EndsWith(Path.DirectorySeparatorChar) ? full : full + Path.DirectorySeparatorChar;
}

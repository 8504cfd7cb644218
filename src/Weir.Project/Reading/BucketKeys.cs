using System.Net;
using System.Text.RegularExpressions;

using Weir.Buckets;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The keys of a bucket.</summary>
internal static partial class BucketKeys
{
    private const string NamePattern = "^[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?$";

    private static readonly Key<string> Folder = new(
        "path",
        "An ordinary folder that is the bucket, relative to the project's folder or absolute: a file dropped there has landed.",
        Scalars.Text("a folder's path"))
    {
        Default = "the environment's own folder",
        Example = "./inbox",
    };

    private static readonly RecordShape<BucketDefinition> Shape = new([Folder], Build) { MayBeNothing = true };

    /// <summary>The buckets, by name.</summary>
    public static Shape<IReadOnlyDictionary<string, BucketDefinition>> Map { get; } =
        new CheckedShape<IReadOnlyDictionary<string, BucketDefinition>>(
            new MapShape<BucketDefinition>("bucket", Shape, CheckName) { NamePattern = NamePattern }, BucketFolders.Check);

    /// <summary>No buckets.</summary>
    public static IReadOnlyDictionary<string, BucketDefinition> None { get; } = new Dictionary<string, BucketDefinition>();

    private static BucketDefinition Build(Fields fields, ReadingContext reading) =>
        new() { Name = reading.Name, Path = fields.TryGet(Folder, out var path) ? path : null };

    private static void CheckName(YamlNode.Scalar name, ReadingContext reading)
    {
        if (!NameText.IsMatch(name.Text) || name.Text.Contains("..", StringComparison.Ordinal) || LooksLikeAddress(name.Text))
        {
            reading.Wrong(
                name,
                "WEIR2202",
                $"'{name.Text}' cannot be the name of a bucket.",
                "Use 1 to 63 lower-case letters, digits, hyphens and single dots, with a letter or digit at each end, and no IP address.");
        }
    }

    private static bool LooksLikeAddress(string name) => name.Count(c => c == '.') == 3 && IPAddress.TryParse(name, out _);

    [GeneratedRegex(NamePattern + "(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex NameText { get; }
}

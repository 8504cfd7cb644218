using System.Text;

using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Testing;

namespace Weir.Project.Testing;

/// <summary>The keys of what an object, a body or a message holds: one of them, beside others.</summary>
internal static class ContentKeys
{
    private static readonly Key<string> Json = new("json", "A JSON value, written as YAML or as JSON.", AnyJson.Shape) { Example = "{ id: 1 }" };

    private static readonly Key<string> Text = new("text", "A text, as it is.", Scalars.AnyText) { Example = "\"id,name\"" };

    private static readonly Key<IReadOnlyList<string>> Lines = new("lines", "JSON values, one in each line.", new AnyListShape<string>("value", AnyJson.Shape))
    {
        Example = "[{ id: 1 }, { id: 2 }]",
    };

    private static readonly Key<string> File = new("file", "The bytes of a file of the project, by its path from the project's folder.", Scalars.Text("a path"))
    {
        Example = "tests/data/orders.csv",
    };

    /// <summary>The keys.</summary>
    public static IReadOnlyList<Key> All { get; } = [Json, Text, Lines, File];

    /// <summary>A text, or a map of one of the keys.</summary>
    public static Shape<TestContent> Shape { get; } = new EitherShape<TestContent>(
        new MappedShape<string, TestContent>(Scalars.AnyText, text => new TestContent.Text(text)),
        new RecordShape<TestContent>(All, (fields, reading) => Of(fields, reading)) { ExactlyOneOf = [.. All] });

    /// <summary>Objects, by <c>bucket/key</c>.</summary>
    public static Shape<IReadOnlyDictionary<string, TestContent>> Objects { get; } =
        new MapShape<TestContent>("object", Shape, KnownNames.CheckObject)
        {
            NeedsEntries = true,
            Identity = name => Convert.ToHexString(Encoding.UTF8.GetBytes(name)),
        };

    /// <summary>What one of the keys says; none when none is there, or is wrong.</summary>
    public static TestContent? Of(Fields fields, ReadingContext reading)
    {
        if (All.Where(fields.Has).ToList() is [var first, var second, ..])
        {
            reading.Wrong(fields.NameOf(second), "WEIR2617", $"{reading.Label} has '{first.Name}' and '{second.Name}'; it can be only one of them.", "Remove one of them.");
            return null;
        }

        if (fields.TryGet(File, out var path))
        {
            return CheckFile((YamlNode.Scalar)fields.NodeOf(File), path, reading) ? new TestContent.File(path) : null;
        }

        return fields.TryGet(Json, out var json) ? new TestContent.Json(json)
            : fields.TryGet(Text, out var text) ? new TestContent.Text(text)
            : fields.TryGet(Lines, out var lines) ? new TestContent.Lines(lines)
            : null;
    }

    /// <summary>Whether one of the keys is there.</summary>
    public static bool IsIn(Fields fields) => All.Any(fields.Has);

    private static bool CheckFile(YamlNode.Scalar scalar, string path, ReadingContext reading)
    {
        var full = Path.GetFullPath(Path.Combine(reading.Folder, path));
        if (System.IO.File.Exists(full) && !Path.IsPathRooted(path) && full.StartsWith(reading.Folder.TrimEnd('/') + "/", StringComparison.Ordinal))
        {
            return true;
        }

        reading.Wrong(scalar, "WEIR2612", $"{reading.Label} names the file '{path}', which the project's folder does not have.", "Write its path from the folder of weir.yaml.");
        return false;
    }
}

using System.Diagnostics.CodeAnalysis;

using Weir.Buckets;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Testing;

/// <summary>Names in test files of what the project has.</summary>
internal static class KnownNames
{
    /// <summary>The name of a pipeline.</summary>
    public static ScalarShape<string> Pipeline { get; } = new(
        new Description("string", "the name of a pipeline"),
        (YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value) =>
        {
            value = scalar.Text;
            return Check(scalar, value, "pipeline", reading.Pipelines, reading);
        });

    /// <summary>Notes that a name is none that the project has.</summary>
    public static bool Check(YamlNode.Scalar scalar, string name, string noun, IReadOnlyCollection<string>? known, ReadingContext reading)
    {
        var isKnown = known?.Contains(name) != false;
        if (!isKnown)
        {
            reading.Wrong(
                scalar,
                "WEIR2611",
                $"{reading.Label} names the {noun} '{name}', which the project does not have.",
                known!.Count == 0 ? $"The project has no {noun}." : Nearest.Hint(name, known, $"Its {noun}s are"));
        }

        return isKnown;
    }

    /// <summary>Notes that a text is no <c>bucket/key</c> of the project.</summary>
    public static void CheckObject(YamlNode.Scalar scalar, ReadingContext reading)
    {
        if (scalar.Text.Split('/', 2) is not [{ Length: > 0 } bucket, var key])
        {
            reading.Wrong(scalar, "WEIR2613", $"'{scalar.Text}' is no name of an object.", "Write bucket/key, such as raw/orders/1.json.");
        }
        else if (Check(scalar, bucket, "bucket", reading.Buckets, reading) && ObjectKey.Check(key) is { } refused)
        {
            reading.Wrong(scalar, "WEIR2613", refused.Message, refused.Hint);
        }
    }
}

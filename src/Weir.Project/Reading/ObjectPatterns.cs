using System.Diagnostics.CodeAnalysis;

using Weir.Buckets;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Patterns of objects as values, and the references to buckets in them.</summary>
internal static class ObjectPatterns
{
    private const string Hint = "Write bucket/glob, such as raw/orders/**.json.";

    /// <summary>A pattern whose bucket is declared.</summary>
    public static ScalarShape<ObjectPattern> Shape { get; } = new(
        new Description("string", "a pattern of objects such as raw/**.json") { Hint = Hint }, TryRead);

    /// <summary>Notes that a bucket is not declared.</summary>
    public static void CheckBucket(string bucket, YamlNode.Scalar scalar, ReadingContext reading)
    {
        if (reading.Buckets is { } known && !known.Contains(bucket))
        {
            var hint = known.Count == 0 ? "No bucket is declared yet." : Nearest.Hint(bucket, known, "Declared are");
            reading.Wrong(
                scalar, "WEIR2301", $"{reading.Label} names the bucket '{bucket}', which is not declared.", $"{hint} Or declare it under 'buckets'.");
        }
    }

    private static bool TryRead(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out ObjectPattern value)
    {
        if (!ObjectPattern.TryParse(scalar.Text, out value, out var mistake))
        {
            reading.Wrong(scalar, "WEIR2302", $"{reading.Label} is '{Shown(scalar.Text)}', which {mistake}.", Hint);
            return false;
        }

        CheckBucket(value!.Bucket, scalar, reading);
        return true;
    }

    private static string Shown(string text) => text.Length > 80 ? text[..80] + "…" : text;
}

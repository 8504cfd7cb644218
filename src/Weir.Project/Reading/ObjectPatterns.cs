using System.Diagnostics.CodeAnalysis;

using Weir.Buckets;
using Weir.Datasets;
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

    /// <summary>A pattern, or a list of them.</summary>
    public static EitherShape<IReadOnlyList<SourcePattern>> OneOrMore { get; } = new(
        new ScalarShape<IReadOnlyList<SourcePattern>>(Shape.Describe, TryReadOne), new PatternList());

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
        return CheckLatest(value, scalar, reading);
    }

    /// <summary>Notes a pattern that names the newest dataset: what it means would change behind everybody's back.</summary>
    private static bool CheckLatest(ObjectPattern pattern, YamlNode.Scalar scalar, ReadingContext reading)
    {
        var isLatest = DatasetKey.Find(pattern.Text[(pattern.Bucket.Length + 1)..]) is { Name: null };
        if (isLatest)
        {
            reading.Wrong(
                scalar,
                "WEIR2802",
                $"{reading.Label} is '{Shown(scalar.Text)}', and no object's key holds {DatasetKey.Latest}.",
                $"Write {DatasetKey.Folder}/*/ : of each dataset the objects come as it is published.");
        }

        return !isLatest;
    }

    private static string Shown(string text) => text.Length > 80 ? text[..80] + "…" : text;

    private static bool TryReadOne(
        YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out IReadOnlyList<SourcePattern> value)
    {
        var good = TryReadSource(scalar, reading, out var source);
        value = good ? [source!] : null;
        return good;
    }

    private static bool TryReadSource(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out SourcePattern value)
    {
        value = null;
        if (!KeyTemplate.IsTemplate(scalar.Text))
        {
            var good = TryRead(scalar, reading, out var pattern);
            value = good ? new SourcePattern(pattern!, null) : null;
            return good;
        }

        if (!KeyTemplate.TryParse(scalar.Text, out var template, out var mistake))
        {
            reading.Wrong(scalar, "WEIR2302", $"{reading.Label} is '{Shown(scalar.Text)}', which {mistake}.", Hint);
            return false;
        }

        CheckBucket(template!.Pattern.Bucket, scalar, reading);
        if (!CheckLatest(template.Pattern, scalar, reading))
        {
            return false;
        }

        value = new SourcePattern(template.Pattern, template);
        return true;
    }

    /// <summary>Which objects feed a table.</summary>
    /// <param name="Pattern">The objects.</param>
    /// <param name="Template">Takes values from their names; none when nothing is taken.</param>
    internal sealed record SourcePattern(ObjectPattern Pattern, KeyTemplate? Template);

    private sealed class PatternList : Shape<IReadOnlyList<SourcePattern>>
    {
        private static readonly ListShape<SourcePattern> Patterns =
            new("pattern", new ScalarShape<SourcePattern>(Shape.Describe, TryReadSource));

        public override Description Describe => Patterns.Describe;

        public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out IReadOnlyList<SourcePattern> value)
        {
            var good = Patterns.TryRead(node, reading, out var items) && items.Count > 0;
            value = good ? [.. items!.Select(item => item.Value)] : null;
            return good;
        }
    }
}

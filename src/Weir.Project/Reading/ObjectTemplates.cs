using System.Diagnostics.CodeAnalysis;

using Weir.Buckets;
using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Templates that name objects, such as <c>curated/{{event.key}}</c>.</summary>
internal static class ObjectTemplates
{
    private const string Hint = "Write bucket/key, such as \"curated/{{event.key}}\".";

    /// <summary>Names one object.</summary>
    public static ScalarShape<HandlebarsTemplate> Object { get; } = Shape(mayBePrefix: false, mustBePrefix: false);

    /// <summary>Names one object, or with a slash at its end a prefix.</summary>
    public static ScalarShape<HandlebarsTemplate> ObjectOrPrefix { get; } = Shape(mayBePrefix: true, mustBePrefix: false);

    /// <summary>Names a prefix.</summary>
    public static ScalarShape<HandlebarsTemplate> Prefix { get; } = Shape(mayBePrefix: true, mustBePrefix: true);

    private static ScalarShape<HandlebarsTemplate> Shape(bool mayBePrefix, bool mustBePrefix) => new(
        new Description("string", "an object as bucket/key, which may hold {{…}}") { Hint = Hint },
        (YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out HandlebarsTemplate value) =>
        {
            value = TextTemplates.Read(scalar, reading, reading.StepNames.WithoutSecrets);
            return value is not null && CheckName(value, scalar, reading) && CheckEnd(value.LiteralEnd, scalar, reading, mayBePrefix, mustBePrefix);
        });

    private static bool CheckName(HandlebarsTemplate template, YamlNode.Scalar scalar, ReadingContext reading)
    {
        var start = template.LiteralStart;
        var slash = start.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0)
        {
            ObjectPatterns.CheckBucket(start[..slash], scalar, reading);
        }

        if (slash == 0 || (template.IsLiteral && slash < 0))
        {
            reading.Wrong(
                scalar, "WEIR2307", $"{reading.Label} is '{scalar.Text}', which does not start with a bucket and a slash.", Hint);
            return false;
        }

        var key = template.IsLiteral ? start[(slash + 1)..].TrimEnd('/') : "";
        if (key.Length > 0 && ObjectKey.Check(key) is { } failure)
        {
            reading.Wrong(scalar, "WEIR2307", $"{reading.Label} cannot name an object. {failure.Message}", failure.Hint);
            return false;
        }

        return true;
    }

    private static bool CheckEnd(string end, YamlNode.Scalar scalar, ReadingContext reading, bool mayBePrefix, bool mustBePrefix)
    {
        var (message, hint) = end switch
        {
            [.., '/'] when !mayBePrefix => ("ends in a slash, but must name one object", "Name the object after the slash."),
            [.., not '/'] when mustBePrefix => ("does not end in a slash, but must be a prefix", "Add a slash to its end."),
            _ => ("", ""),
        };
        if (message.Length > 0)
        {
            reading.Wrong(scalar, "WEIR2307", $"{reading.Label} is '{scalar.Text}', which {message}.", hint);
        }

        return message.Length == 0;
    }
}

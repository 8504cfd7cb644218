using System.Diagnostics.CodeAnalysis;
using System.Globalization;

using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The keys of <c>vars</c>: values that templates name as <c>vars.NAME</c>.</summary>
internal static class VarKeys
{
    private static readonly MapShape<object> Map = new("var", new Value(), (name, reading) => Names.Check(name, reading, Names.AnyCase, "WEIR2203"))
    {
        NamePattern = Names.AnyCaseText,
    };

    /// <summary>No values.</summary>
    public static IReadOnlyDictionary<string, object> None { get; } = new Dictionary<string, object>();

    /// <summary>The key.</summary>
    /// <param name="docs">What the values are for.</param>
    public static Key<IReadOnlyDictionary<string, object>> KeyOf(string docs) => new("vars", docs, Map) { Example = "{ region: eu, batch: 500 }" };

    /// <summary>These values, and others whose names they do not have.</summary>
    public static IReadOnlyDictionary<string, object> Over(IReadOnlyDictionary<string, object> first, IReadOnlyDictionary<string, object> others) =>
        first.Concat(others.Where(other => !first.ContainsKey(other.Key))).ToDictionary(value => value.Key, value => value.Value);

    /// <summary>A text, true or false, or a number; one with a fraction stays as it is written.</summary>
    private sealed class Value : Shape<object>
    {
        public override Description Describe => TestValues.Shape.Describe;

        public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out object value)
        {
            value = (node as YamlNode.Scalar)?.Kind switch
            {
                null or ScalarKind.Nothing => null,
                ScalarKind.Boolean => ((YamlNode.Scalar)node).Text is ['t' or 'T', ..],
                ScalarKind.Integer when long.TryParse(((YamlNode.Scalar)node).Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
                _ => ((YamlNode.Scalar)node).Text,
            };
            return value is not null || WrongType(node, reading);
        }
    }
}

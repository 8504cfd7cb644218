using System.Diagnostics.CodeAnalysis;

using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The name of a step, or a list of them, which may be empty.</summary>
internal sealed class StepNamesShape : Shape<IReadOnlyList<string>>
{
    /// <summary>One value.</summary>
    public static StepNamesShape Shape { get; } = new();

    /// <inheritdoc/>
    public override Description Describe => new("string", "the name of a step")
    {
        Or = new Description("array", "a list") { Each = new Description("string", "the name of a step"), Noun = "step" },
    };

    /// <summary>The names that stand under the key, as far as they can be read.</summary>
    public static IReadOnlyList<string>? In(YamlNode? node) => node switch
    {
        YamlNode.Scalar { IsNothing: false } one => [one.Text],
        YamlNode.Items list => [.. list.Values.OfType<YamlNode.Scalar>().Select(scalar => scalar.Text)],
        _ => null,
    };

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out IReadOnlyList<string> value)
    {
        value = In(node);
        return value is not null && (node is not YamlNode.Items list || list.Values.All(item => item is YamlNode.Scalar))
            ? true
            : WrongType(node, reading);
    }
}

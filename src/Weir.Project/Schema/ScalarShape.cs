using System.Diagnostics.CodeAnalysis;

using Weir.Project.Yaml;

namespace Weir.Project.Schema;

/// <summary>A text, a number, or true and false.</summary>
internal sealed class ScalarShape<T>(Description description, ScalarShape<T>.Parse parse) : Shape<T>
    where T : notnull
{
    /// <summary>Turns a scalar of the right kind into a value, or notes what is wrong with it.</summary>
    public delegate bool Parse(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out T value);

    /// <inheritdoc/>
    public override Description Describe => description;

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out T value)
    {
        if (node is YamlNode.Scalar scalar && Fits(scalar.Kind))
        {
            return parse(scalar, reading, out value);
        }

        value = default;
        return WrongType(node, reading);
    }

    private bool Fits(ScalarKind kind) => description.Type switch
    {
        "integer" => kind == ScalarKind.Integer,
        "boolean" => kind == ScalarKind.Boolean,
        _ => kind == ScalarKind.Text,
    };
}

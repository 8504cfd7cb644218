using System.Diagnostics.CodeAnalysis;

using Weir.Project.Yaml;

namespace Weir.Project.Schema;

/// <summary>A scalar, or in its place a list or a map that says more.</summary>
/// <param name="scalar">How a scalar is read.</param>
/// <param name="other">How anything else is read.</param>
internal sealed class EitherShape<T>(Shape<T> scalar, Shape<T> other) : Shape<T>
    where T : notnull
{
    /// <inheritdoc/>
    public override Description Describe => scalar.Describe with { Or = other.Describe };

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out T value) =>
        node is YamlNode.Scalar ? scalar.TryRead(node, reading, out value) : other.TryRead(node, reading, out value);
}

using System.Diagnostics.CodeAnalysis;

using Weir.Project.Yaml;

namespace Weir.Project.Schema;

/// <summary>A scalar, or a list of such.</summary>
/// <param name="noun">What one is, for messages.</param>
/// <param name="one">How one is read.</param>
internal sealed class OneOrMoreShape<T>(string noun, ScalarShape<T> one) : Shape<IReadOnlyList<T>>
    where T : notnull
{
    private readonly ListShape<T> _several = new(noun, one);

    /// <inheritdoc/>
    public override Description Describe => one.Describe with { Or = _several.Describe };

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        value = null;
        if (node is YamlNode.Scalar)
        {
            value = one.TryRead(node, reading, out var only) ? [only] : null;
        }
        else if (_several.TryRead(node, reading, out var items) && items.Count > 0)
        {
            value = [.. items.Select(item => item.Value)];
        }

        return value is not null;
    }
}

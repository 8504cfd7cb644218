using System.Diagnostics.CodeAnalysis;

using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Testing;

/// <summary>Something, or a list of such.</summary>
/// <param name="noun">What one is, for messages.</param>
/// <param name="one">How one is read.</param>
internal sealed class OneOrListShape<T>(string noun, Shape<T> one) : Shape<IReadOnlyList<T>>
    where T : notnull
{
    private readonly ListShape<T> _several = new(noun, one);

    /// <inheritdoc/>
    public override Description Describe => one.Describe with { Or = _several.Describe };

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        value = null;
        if (node is YamlNode.Items)
        {
            value = _several.TryRead(node, reading, out var items) ? [.. items.Select(item => item.Value)] : null;
        }
        else if (one.TryRead(node, reading, out var only))
        {
            value = [only];
        }

        return value is not null;
    }
}

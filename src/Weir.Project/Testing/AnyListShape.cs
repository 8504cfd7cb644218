using System.Diagnostics.CodeAnalysis;

using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Testing;

/// <summary>A list that may be empty. Wrong items are left out, so that the others are still read.</summary>
/// <param name="noun">What an item is, for messages.</param>
/// <param name="item">What each may be.</param>
internal sealed class AnyListShape<T>(string noun, Shape<T> item) : Shape<IReadOnlyList<T>>
    where T : notnull
{
    /// <inheritdoc/>
    public override Description Describe => new("array", "a list") { Each = item.Describe, Noun = noun };

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        value = null;
        if (node is not YamlNode.Items list)
        {
            return WrongType(node, reading);
        }

        var items = new List<T>();
        foreach (var (index, child) in list.Values.Index())
        {
            if (item.TryRead(child, reading.Item(noun, index + 1), out var read))
            {
                items.Add(read);
            }
        }

        value = items;
        return items.Count == list.Values.Count;
    }
}

using System.Diagnostics.CodeAnalysis;

using Weir.Project.Yaml;

namespace Weir.Project.Schema;

/// <summary>A list of at least one item. Wrong items are left out, so that the others are still read.</summary>
/// <param name="noun">What an item is, for messages.</param>
/// <param name="item">What each may be.</param>
internal sealed class ListShape<T>(string noun, Shape<T> item) : Shape<IReadOnlyList<ListShape<T>.Item>>
    where T : notnull
{
    /// <summary>An item that was read.</summary>
    /// <param name="Number">Its place in the list, counted from one.</param>
    /// <param name="Node">Where it stands.</param>
    /// <param name="Value">What was read.</param>
    public sealed record Item(int Number, YamlNode Node, T Value);

    /// <inheritdoc/>
    public override Description Describe => new("array", "a list") { Each = item.Describe, Noun = noun, NeedsEntries = true };

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out IReadOnlyList<Item> value)
    {
        value = null;
        if (node is not YamlNode.Items list)
        {
            return WrongType(node, reading);
        }

        if (list.Values.Count == 0)
        {
            reading.Wrong(node, "WEIR2109", $"{reading.Label} is empty.", $"Add at least one {noun}.");
            return false;
        }

        var items = new List<Item>();
        foreach (var (index, child) in list.Values.Index())
        {
            if (item.TryRead(child, reading.Item(noun, index + 1), out var read))
            {
                items.Add(new Item(index + 1, child, read));
            }
        }

        value = items;
        return true;
    }
}

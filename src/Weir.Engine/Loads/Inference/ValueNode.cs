using System.Text;

namespace Weir.Engine.Loads.Inference;

/// <summary>What was seen in one place of the documents: single values, members of objects, elements of arrays.</summary>
internal sealed class ValueNode
{
    private readonly Dictionary<byte[], ValueNode> _members = new(Utf8Names.Comparer);
    private readonly List<(string Name, ValueNode Node)> _inOrder = [];

    /// <summary>The single values.</summary>
    public Scalars Scalars { get; set; }

    /// <summary>What the elements of arrays are; none when there was no array with elements.</summary>
    public ValueNode? Elements { get; private set; }

    /// <summary>The members of objects, by name, in the order in which they were first seen.</summary>
    public IReadOnlyList<(string Name, ValueNode Node)> Members => _inOrder;

    /// <summary>The member of this name, made when it is new.</summary>
    /// <param name="name">The name in UTF-8, with no escapes in it.</param>
    public ValueNode Member(ReadOnlySpan<byte> name)
    {
        var byName = _members.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!byName.TryGetValue(name, out var node))
        {
            byName[name] = node = new ValueNode();
            _inOrder.Add((Encoding.UTF8.GetString(name), node));
        }

        return node;
    }

    /// <summary>The elements' node, made when it is new.</summary>
    public ValueNode Element() => Elements ??= new ValueNode();

    /// <summary>Takes over what another reader saw.</summary>
    public void Merge(ValueNode other)
    {
        Scalars |= other.Scalars;
        foreach (var (name, node) in other._inOrder)
        {
            Member(Encoding.UTF8.GetBytes(name)).Merge(node);
        }

        if (other.Elements is { } elements)
        {
            Element().Merge(elements);
        }
    }
}

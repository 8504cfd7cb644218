using System.Text;

namespace Weir.Engine.Loads.Inference;

/// <summary>What was seen in one place of the documents: single values, members of objects, elements of arrays.</summary>
internal sealed class ValueNode
{
    private readonly Dictionary<byte[], ValueNode> _members = new(Utf8Names.Comparer);
    private readonly List<(string Name, ValueNode Node)> _inOrder = [];

    /// <summary>The single values.</summary>
    public Sightings Seen { get; } = new();

    /// <summary>The first load that has the place, though it may hold nothing.</summary>
    public long First { get; private set; } = long.MaxValue;

    /// <summary>What the elements of arrays are; none when there was no array with elements.</summary>
    public ValueNode? Elements { get; private set; }

    /// <summary>The members of objects, by name, in the order in which they were first seen.</summary>
    public IReadOnlyList<(string Name, ValueNode Node)> Members => _inOrder;

    /// <summary>The member of this name, made when it is new.</summary>
    /// <param name="name">The name in UTF-8, with no escapes in it.</param>
    /// <param name="loadId">The load that has it.</param>
    public ValueNode Member(ReadOnlySpan<byte> name, long loadId)
    {
        var byName = _members.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!byName.TryGetValue(name, out var node))
        {
            byName[name] = node = new ValueNode();
            _inOrder.Add((Encoding.UTF8.GetString(name), node));
        }

        node.First = Math.Min(node.First, loadId);
        return node;
    }

    /// <summary>The elements' node, made when it is new.</summary>
    public ValueNode Element() => Elements ??= new ValueNode();

    /// <summary>Takes over what another reader saw.</summary>
    public void Merge(ValueNode other)
    {
        Seen.Add(other.Seen);
        foreach (var (name, node) in other._inOrder)
        {
            Member(Encoding.UTF8.GetBytes(name), node.First).Merge(node);
        }

        if (other.Elements is { } elements)
        {
            Element().Merge(elements);
        }
    }
}

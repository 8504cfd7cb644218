namespace Weir.Engine.Loads.Inference;

/// <summary>What was seen in one place, with members whose names differ only in case as one: their columns have one name too.</summary>
internal sealed class FoldedNode
{
    /// <param name="same">What was seen in the place, by the spellings of the names that lead to it.</param>
    public FoldedNode(IReadOnlyList<ValueNode> same)
    {
        foreach (var node in same)
        {
            Seen.Add(node.Seen);
        }

        Members =
        [
            .. same.SelectMany(node => node.Members)
                .OrderBy(member => member.Node.First)
                .GroupBy(member => member.Name, StringComparer.OrdinalIgnoreCase)
                .Select(alike => (
                    new MemberName(alike.Key, [.. alike.Select(member => member.Name).Distinct()]),
                    new FoldedNode([.. alike.Select(member => member.Node)]))),
        ];
        var elements = same.Select(node => node.Elements).OfType<ValueNode>().ToList();
        Elements = elements.Count == 0 ? null : new FoldedNode(elements);
    }

    /// <summary>The single values.</summary>
    public Sightings Seen { get; } = new();

    /// <summary>What the elements of arrays are; none when there was no array with elements.</summary>
    public FoldedNode? Elements { get; }

    /// <summary>The members of objects, in the order in which files first have them.</summary>
    public IReadOnlyList<(MemberName Name, FoldedNode Node)> Members { get; }
}

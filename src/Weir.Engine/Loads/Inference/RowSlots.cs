using System.Text;

using Weir.Engine.Loads.Values;

namespace Weir.Engine.Loads.Inference;

/// <summary>Which member of a row fills which column, as a tree to walk beside the row.</summary>
internal sealed class RowSlots
{
    private readonly Dictionary<byte[], RowSlots> _members = new(Utf8Names.Comparer);
    private int _slot = -1;

    public RowSlots(IReadOnlyList<FlatColumn> columns)
    {
        for (var slot = 0; slot < columns.Count; slot++)
        {
            At(columns[slot].Path)._slot = slot;
        }
    }

    private RowSlots()
    {
    }

    /// <summary>Puts the single values of a row into their slots; the others are missing.</summary>
    public void Fill(JsonMembers members, in Token row, Token[] slots)
    {
        Array.Clear(slots);
        Take(members, row, slots);
    }

    private unsafe void Take(JsonMembers members, in Token token, Token[] slots)
    {
        if (token.Kind == TokenKind.Object)
        {
            var byName = _members.GetAlternateLookup<ReadOnlySpan<byte>>();
            for (var at = JsonMembers.FirstMember(token); at != null;)
            {
                var known = byName.TryGetValue(members.Name(ref at), out var member);
                var value = members.Value(ref at);
                if (known)
                {
                    member!.Take(members, value, slots);
                }
            }
        }
        else if (_slot >= 0 && token.Kind != TokenKind.Array)
        {
            slots[_slot] = token;
        }
    }

    private RowSlots At(IReadOnlyList<MemberName> path)
    {
        var at = this;
        foreach (var name in path)
        {
            var spellings = name.Spellings.Select(Encoding.UTF8.GetBytes).ToList();
            var member = spellings.Select(at._members.GetValueOrDefault).FirstOrDefault(known => known is not null) ?? new RowSlots();
            spellings.ForEach(spelling => at._members[spelling] = member);
            at = member;
        }

        return at;
    }
}

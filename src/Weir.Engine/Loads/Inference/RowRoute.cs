using System.Text;

using Weir.Engine.Loads.Values;

namespace Weir.Engine.Loads.Inference;

/// <summary>Finds a child table's rows in a record.</summary>
internal sealed class RowRoute(IReadOnlyList<IReadOnlyList<MemberName>> route)
{
    private readonly byte[][][][] _route =
        [.. route.Select(path => path.Select(name => name.Spellings.Select(Encoding.UTF8.GetBytes).ToArray()).ToArray())];

    /// <summary>Adds the rows that a record holds, each with the row it belongs to and its place in the array.</summary>
    public void Find(JsonMembers members, in Token record, List<FlatRow> rows) => Descend(members, record, record, 0, rows);

    private unsafe void Descend(JsonMembers members, in Token parent, in Token within, int level, List<FlatRow> rows)
    {
        if (!TryFollow(members, within, _route[level], out var array) || array.Kind != TokenKind.Array)
        {
            return;
        }

        var index = 0;
        for (var at = JsonMembers.FirstElement(array); at != null; index++)
        {
            var element = members.Value(ref at);
            if (level + 1 < _route.Length)
            {
                Descend(members, element, element, level + 1, rows);
            }
            else
            {
                rows.Add(new FlatRow(element, parent, index));
            }
        }
    }

    /// <summary>Of members with the same name the last one counts.</summary>
    private static unsafe bool TryFollow(JsonMembers members, in Token from, byte[][][] path, out Token found)
    {
        found = from;
        foreach (var spellings in path)
        {
            if (found.Kind != TokenKind.Object)
            {
                return false;
            }

            var within = found;
            var known = false;
            for (var at = JsonMembers.FirstMember(within); at != null;)
            {
                var same = Is(members.Name(ref at), spellings);
                var value = members.Value(ref at);
                (found, known) = same ? (value, true) : (found, known);
            }

            if (!known)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Is(ReadOnlySpan<byte> name, byte[][] spellings)
    {
        foreach (var spelling in spellings)
        {
            if (name.SequenceEqual(spelling))
            {
                return true;
            }
        }

        return false;
    }
}

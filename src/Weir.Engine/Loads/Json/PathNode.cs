using System.Text;

using Weir.Engine.Loads.Values;
using Weir.Tables;

namespace Weir.Engine.Loads.Json;

/// <summary>
/// Where paths lead from one value of a JSON document: one tree for all of a document's columns, so that a document is
/// walked once. It remembers in which order members came, because the next object's come in the same. Used by one thread.
/// </summary>
internal sealed class PathNode
{
    private const int MaxExpected = 64;
    private const int MaxExpectedLength = 256;

    private readonly List<(byte[] Name, PathNode Node)> _members = [];
    private readonly List<(string Name, PathNode Node)> _otherCases = [];
    private readonly List<(int Index, PathNode Node)> _elements = [];
    private (QuotedName Name, PathNode? Node)[] _expected = new (QuotedName, PathNode?)[8];
    private int _expectedCount;

    /// <summary>The slot for this value's token; negative when no column wants the value itself.</summary>
    public int Slot { get; private set; } = -1;

    /// <summary>Whether each value here is a row.</summary>
    public bool IsRow { get; private set; }

    /// <summary>Whether the way to the rows goes through here.</summary>
    public bool LeadsToRows { get; private set; }

    /// <summary>Where paths lead from each element of an array.</summary>
    public PathNode? Each { get; private set; }

    public bool HasMembers => _members.Count > 0;

    public bool HasElements => _elements.Count > 0 || Each is not null;

    /// <summary>Whether paths lead on from here.</summary>
    public bool IsInner => HasMembers || HasElements;

    /// <summary>The walk of an object that passed here last, and what had been found by then.</summary>
    public (long Walk, int Rows, TokenKind NoArray) Passed { get; set; }

    /// <summary>Adds a path whose value is wanted.</summary>
    /// <param name="steps">The path.</param>
    /// <param name="slot">The slot for the value.</param>
    public void AddColumn(IReadOnlyList<PathStep> steps, int slot) => steps.Aggregate(this, Next).Slot = slot;

    /// <summary>Adds the members whose names differ from one only in case.</summary>
    /// <param name="name">The one.</param>
    /// <param name="slot">The slot for their value: not its own, so that it can be told which of them there was.</param>
    public void AddOtherCases(string name, int slot) => _otherCases.Add((name, new PathNode { Slot = slot }));

    /// <summary>Adds the path of the rows.</summary>
    public void AddRows(IReadOnlyList<PathStep> steps)
    {
        var node = this;
        foreach (var step in steps)
        {
            node = Next(node, step);
            node.LeadsToRows = true;
        }

        node.IsRow = true;
    }

    /// <summary>The node of a member; none when no path leads there.</summary>
    /// <param name="name">The member's name, decoded.</param>
    public PathNode? Find(ReadOnlySpan<byte> name)
    {
        foreach (var (candidate, node) in _members)
        {
            if (name.SequenceEqual(candidate))
            {
                return node;
            }
        }

        return _otherCases.Count == 0 ? null : FindOtherCase(name);
    }

    /// <summary>The node of an array's element; none when no path leads there.</summary>
    public PathNode? Find(int index)
    {
        foreach (var (candidate, node) in _elements)
        {
            if (candidate == index)
            {
                return node;
            }
        }

        return Each;
    }

    /// <summary>Finds the member whose name stands at a place among those that came before.</summary>
    /// <param name="at">Where the name's first quote should be; moved behind the last when the member is found.</param>
    /// <param name="end">Where the text ends.</param>
    /// <param name="place">Where in the order of members the object's walk is; moved behind the member that is found.</param>
    /// <param name="node">Where paths lead from the member; none when they do not.</param>
    public unsafe bool TryExpect(ref byte* at, byte* end, ref int place, out PathNode? node)
    {
        var expected = _expected.AsSpan(0, _expectedCount);
        for (var tried = 0; tried < expected.Length; tried++)
        {
            place = place < expected.Length ? place : 0;
            ref var member = ref expected[place++];
            if (member.Name.Is(at, end))
            {
                at += member.Name.Length;
                node = member.Node;
                return true;
            }
        }

        node = null;
        return false;
    }

    /// <summary>Remembers that a member came at a place; not so many that looking through them would take long.</summary>
    public void Remember(ReadOnlySpan<byte> quoted, PathNode? node, ref int place)
    {
        if (_expectedCount == MaxExpected || quoted.Length > MaxExpectedLength)
        {
            return;
        }

        if (_expectedCount == _expected.Length)
        {
            Array.Resize(ref _expected, _expectedCount * 2);
        }

        Array.Copy(_expected, place, _expected, place + 1, _expectedCount - place);
        _expected[place++] = (new QuotedName(quoted), node);
        _expectedCount++;
    }

    /// <summary>The slots of all values within this one.</summary>
    public IEnumerable<int> SlotsWithin() =>
        _members.Select(member => member.Node).Concat(_elements.Select(element => element.Node))
            .SelectMany(node => node.SlotsWithin().Append(node.Slot))
            .Where(slot => slot >= 0);

    private static PathNode Next(PathNode node, PathStep step) => step switch
    {
        PathStep.Member member => node.NextMember(member.Name),
        PathStep.Element element => node.NextElement(element.Index),
        _ => node.Each ??= new PathNode(),
    };

    private PathNode? FindOtherCase(ReadOnlySpan<byte> name)
    {
        var text = Ascii.IsValid(name) ? null : Encoding.UTF8.GetString(name);
        foreach (var (candidate, node) in _otherCases)
        {
            if (text is null ? Ascii.EqualsIgnoreCase(name, candidate) : candidate.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return node;
            }
        }

        return null;
    }

    private PathNode NextMember(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        foreach (var (known, existing) in _members)
        {
            if (bytes.AsSpan().SequenceEqual(known))
            {
                return existing;
            }
        }

        var node = new PathNode();
        _members.Add((bytes, node));
        return node;
    }

    private PathNode NextElement(int index)
    {
        foreach (var (known, existing) in _elements)
        {
            if (known == index)
            {
                return existing;
            }
        }

        var node = new PathNode();
        _elements.Add((index, node));
        return node;
    }
}

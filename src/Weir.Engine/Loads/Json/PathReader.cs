using Weir.Engine.Loads.Syntax;
using Weir.Engine.Loads.Values;

namespace Weir.Engine.Loads.Json;

/// <summary>
/// Walks a JSON value once, checks all of it, and keeps where the values stand that paths lead to. Of members with the same
/// name the last one counts. Used by one thread at a time.
/// </summary>
/// <param name="root">Where the paths lead.</param>
/// <param name="slots">How many values are kept.</param>
internal sealed unsafe class PathReader(PathNode root, int slots)
{
    private readonly Token[] _tokens = new Token[slots * 2];
    private readonly List<Token> _rows = [];
    private byte[] _name = new byte[256];
    private byte* _end;
    private long _walk;
    private bool _hasOtherCases;

    public JsonScanner Scanner { get; } = new();

    /// <summary>The values that were found, by slot.</summary>
    public ReadOnlySpan<Token> Tokens => _tokens.AsSpan(0, slots);

    /// <summary>The rows that were found.</summary>
    public IReadOnlyList<Token> Rows => _rows;

    /// <summary>Whether the way to the rows ended in an empty array or in null: there are no rows, and that is meant so.</summary>
    public bool HasNoRows { get; private set; }

    /// <summary>What stood where the rows' path wants an array; missing when there was nothing of the kind.</summary>
    public TokenKind NoArray { get; private set; }

    /// <summary>Reads a value.</summary>
    /// <param name="at">Where it begins.</param>
    /// <param name="end">Where the text ends, and its padding begins.</param>
    /// <returns>Where the value ends; null when it is broken: the scanner says why, and what was found before is kept.</returns>
    public byte* Read(byte* at, byte* end)
    {
        _end = end;
        _rows.Clear();
        _tokens.AsSpan(0, _hasOtherCases ? slots * 2 : slots).Clear();
        NoArray = TokenKind.Missing;
        HasNoRows = false;
        Scanner.Start(end);
        at = Value(at, root);
        if (_hasOtherCases)
        {
            TakeOtherCases();
        }

        return at;
    }

    /// <summary>Takes the values of members in another case where there was none in the right one. Their slots are behind those of all others.</summary>
    private void TakeOtherCases()
    {
        for (var slot = 0; slot < slots; slot++)
        {
            if (_tokens[slot].Kind == TokenKind.Missing)
            {
                _tokens[slot] = _tokens[slots + slot];
            }
        }
    }

    private byte* Value(byte* at, PathNode node)
    {
        byte* end;
        TokenKind kind;
        switch (*at)
        {
            case (byte)'"':
                end = Scanner.String(at, out var escaped);
                if (end != null)
                {
                    Keep(node, escaped ? TokenKind.EscapedString : TokenKind.String, at + 1, end - 1);
                }

                return end;
            case (byte)'{':
                kind = TokenKind.Object;
                end = node.HasMembers ? Object(at, node) : Scanner.Skip(at);
                break;
            case (byte)'[':
                kind = TokenKind.Array;
                end = node.HasElements ? Array(at, node) : Scanner.Skip(at);
                break;
            case (byte)'t' or (byte)'f' or (byte)'n':
                kind = *at switch { (byte)'t' => TokenKind.True, (byte)'f' => TokenKind.False, _ => TokenKind.Null };
                HasNoRows |= kind == TokenKind.Null && node.LeadsToRows;
                end = Scanner.Literal(at);
                break;
            default:
                end = Scanner.Number(at, out var whole);
                kind = whole ? TokenKind.Integer : TokenKind.Number;
                break;
        }

        if (end != null)
        {
            Keep(node, kind, at, end);
        }

        return end;
    }

    private void Keep(PathNode node, TokenKind kind, byte* start, byte* end)
    {
        if (node.Slot >= 0)
        {
            _tokens[node.Slot] = Token.Between(kind, start, end);
        }

        if (node.IsRow)
        {
            var quote = kind is TokenKind.String or TokenKind.EscapedString ? 1 : 0;
            _rows.Add(Token.Between(kind, start - quote, end + quote));
        }
        else if (node.Each is not null && kind is not (TokenKind.Array or TokenKind.Null))
        {
            NoArray = kind;
        }
    }

    private byte* Object(byte* at, PathNode node)
    {
        Scanner.Enter();
        var walk = ++_walk;
        at = JsonScanner.Space(at + 1);
        if (*at == '}')
        {
            Scanner.Depth--;
            return at + 1;
        }

        var place = 0;
        while (true)
        {
            at = Member(at, node, ref place, out var member);
            if (at == null)
            {
                return null;
            }

            if (member is null)
            {
                at = Scanner.Skip(at);
            }
            else
            {
                Pass(member, walk);
                at = Value(at, member);
            }

            if (at == null)
            {
                return null;
            }

            at = JsonScanner.Space(at);
            if (*at == '}')
            {
                Scanner.Depth--;
                return at + 1;
            }

            if (*at != ',')
            {
                return Scanner.Stop(JsonFault.Unexpected, at);
            }

            at = JsonScanner.Space(at + 1);
        }
    }

    /// <summary>Passes over a member's name and colon.</summary>
    private byte* Member(byte* at, PathNode node, ref int place, out PathNode? member)
    {
        if (!node.TryExpect(ref at, _end, ref place, out member))
        {
            at = NewMember(at, node, ref place, out member);
            if (at == null)
            {
                return null;
            }
        }

        at = JsonScanner.Space(at);
        return *at == ':' ? JsonScanner.Space(at + 1) : Scanner.Stop(JsonFault.Unexpected, at);
    }

    private byte* NewMember(byte* at, PathNode node, ref int place, out PathNode? member)
    {
        member = null;
        if (*at != '"')
        {
            return Scanner.Stop(JsonFault.Unexpected, at);
        }

        var end = Scanner.String(at, out var escaped);
        if (end == null)
        {
            return null;
        }

        var quoted = new ReadOnlySpan<byte>(at, checked((int)(end - at)));
        var name = quoted[1..^1];

        // A name with half of a surrogate pair is nobody's: no column can be called so.
        member = !escaped || TryDecode(name, out name) ? node.Find(name) : null;
        _hasOtherCases |= member?.Slot >= slots;
        node.Remember(quoted, member, ref place);
        return end;
    }

    private byte* Array(byte* at, PathNode node)
    {
        Scanner.Enter();
        at = JsonScanner.Space(at + 1);
        if (*at == ']')
        {
            HasNoRows |= node.LeadsToRows;
            Scanner.Depth--;
            return at + 1;
        }

        for (var index = 0; ; index++)
        {
            at = node.Find(index) is { } element ? Value(at, element) : Scanner.Skip(at);
            if (at == null)
            {
                return null;
            }

            at = JsonScanner.Space(at);
            if (*at == ']')
            {
                Scanner.Depth--;
                return at + 1;
            }

            if (*at != ',')
            {
                return Scanner.Stop(JsonFault.Unexpected, at);
            }

            at = JsonScanner.Space(at + 1);
        }
    }

    /// <summary>Forgets what an earlier member of the same name led to, when there was one in the same object.</summary>
    private void Pass(PathNode member, long walk)
    {
        if (member is { IsInner: false, LeadsToRows: false })
        {
            return;
        }

        if (member.Passed.Walk != walk)
        {
            member.Passed = (walk, _rows.Count, NoArray);
            return;
        }

        foreach (var slot in member.SlotsWithin())
        {
            _tokens[slot] = default;
        }

        if (member.LeadsToRows)
        {
            _rows.RemoveRange(member.Passed.Rows, _rows.Count - member.Passed.Rows);
            NoArray = member.Passed.NoArray;
        }
    }

    private bool TryDecode(ReadOnlySpan<byte> escaped, out ReadOnlySpan<byte> name)
    {
        if (_name.Length < escaped.Length)
        {
            _name = new byte[escaped.Length];
        }

        var isWhole = JsonText.TryDecode(escaped, _name, out var written);
        name = _name.AsSpan(0, written);
        return isWhole;
    }
}

using Weir.Engine.Loads.Syntax;
using Weir.Engine.Loads.Values;

namespace Weir.Engine.Loads.Inference;

/// <summary>Goes through the members of objects and the elements of arrays of text that is known to be JSON.</summary>
/// <param name="scanner">Passes over values.</param>
internal sealed unsafe class JsonMembers(JsonScanner scanner)
{
    private byte[] _name = new byte[256];

    /// <summary>The first member of an object, or null when it has none.</summary>
    public static byte* FirstMember(in Token token) => First(token, (byte)'}');

    /// <summary>The first element of an array, or null when it has none.</summary>
    public static byte* FirstElement(in Token token) => First(token, (byte)']');

    /// <summary>Reads a member's name, and moves on to its value.</summary>
    /// <returns>The name with its escapes resolved; valid until the next one is read.</returns>
    public ReadOnlySpan<byte> Name(ref byte* at)
    {
        var end = scanner.String(at, out var escaped);
        var name = new ReadOnlySpan<byte>(at + 1, (int)(end - at) - 2);
        at = JsonScanner.Space(JsonScanner.Space(end) + 1);
        if (!escaped)
        {
            return name;
        }

        if (_name.Length < name.Length)
        {
            _name = new byte[name.Length];
        }

        // A name that is no text keeps its escapes: it is another name than any that is.
        return JsonText.TryDecode(name, _name, out var written) ? _name.AsSpan(0, written) : name;
    }

    /// <summary>Reads a value, and moves on to the next member or element; null when it was the last.</summary>
    public Token Value(ref byte* at)
    {
        var start = at;
        Token token;
        byte* end;
        switch (*at)
        {
            case (byte)'"':
                end = scanner.String(at, out var escaped);
                token = Token.Between(escaped ? TokenKind.EscapedString : TokenKind.String, start + 1, end - 1);
                break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                end = scanner.Number(at, out var whole);
                token = Token.Between(whole ? TokenKind.Integer : TokenKind.Number, start, end);
                break;
            default:
                end = scanner.Skip(at);
                token = Token.Between(Json.JsonKind.Of(start), start, end);
                break;
        }

        var next = JsonScanner.Space(end);
        at = *next == ',' ? JsonScanner.Space(next + 1) : null;
        return token;
    }

    private static byte* First(in Token token, byte close)
    {
        var first = JsonScanner.Space(token.Start + 1);
        return *first == close ? null : first;
    }
}

using Weir.Engine.Loads.Values;

namespace Weir.Engine.Loads.Json;

/// <summary>The kind of a JSON value, by its first character.</summary>
internal static class JsonKind
{
    public static unsafe TokenKind Of(byte* at) => *at switch
    {
        (byte)'{' => TokenKind.Object,
        (byte)'[' => TokenKind.Array,
        (byte)'"' => TokenKind.String,
        (byte)'t' => TokenKind.True,
        (byte)'f' => TokenKind.False,
        (byte)'n' => TokenKind.Null,
        _ => TokenKind.Number,
    };

    /// <summary>The kind with its article, for messages.</summary>
    public static string Name(TokenKind kind) => kind switch
    {
        TokenKind.Object => "an object",
        TokenKind.Array => "an array",
        TokenKind.String or TokenKind.EscapedString => "a string",
        TokenKind.True or TokenKind.False => "a boolean",
        TokenKind.Null => "null",
        _ => "a number",
    };
}

using System.Text;

namespace Weir.Engine.Loads.Values;

/// <summary>Reads booleans: <c>true</c> and <c>false</c>; in CSV in any case, and also <c>t</c>, <c>f</c>, <c>1</c> and <c>0</c>.</summary>
internal static class Booleans
{
    public static Fit TryRead(in Token token, TextOfToken texts, out bool value)
    {
        value = token.Kind == TokenKind.True;
        if (token.Kind is TokenKind.True or TokenKind.False)
        {
            return Fit.Fits;
        }

        if (texts.TryGet(token, anyKind: false, out var text) != Fit.Fits)
        {
            return Fit.WrongForm;
        }

        var isField = token.Kind is TokenKind.Field or TokenKind.EscapedField;
        value = isField ? Is(text, "true") || Is(text, "t") || Is(text, "1") : text.SequenceEqual("true"u8);
        var isFalse = isField ? Is(text, "false") || Is(text, "f") || Is(text, "0") : text.SequenceEqual("false"u8);
        return value || isFalse ? Fit.Fits : Fit.WrongForm;
    }

    private static bool Is(ReadOnlySpan<byte> text, string word) => Ascii.EqualsIgnoreCase(text, word);
}

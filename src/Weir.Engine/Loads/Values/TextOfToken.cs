using Weir.Engine.Loads.Syntax;

namespace Weir.Engine.Loads.Values;

/// <summary>Gives tokens as text, with escapes resolved. A text is valid until the next one is asked for.</summary>
/// <param name="quote">Stands doubled in CSV fields for itself.</param>
/// <param name="escape">Stands in CSV fields before a character that is meant as it is; the quote when there is none.</param>
internal sealed class TextOfToken(byte quote = (byte)'"', byte escape = (byte)'"')
{
    private byte[] _scratch = new byte[1024];

    /// <summary>The text that a string or a field means.</summary>
    /// <param name="token">The token.</param>
    /// <param name="anyKind">Whether numbers, booleans, objects and arrays count too, as their JSON text.</param>
    /// <param name="text">The text, empty unless it fits.</param>
    public Fit TryGet(in Token token, bool anyKind, out ReadOnlySpan<byte> text)
    {
        switch (token.Kind)
        {
            case TokenKind.String or TokenKind.Field:
                text = token.Text;
                return Fit.Fits;
            case TokenKind.EscapedString:
                return Decode(token, out text);
            case TokenKind.EscapedField:
                text = Undouble(token.Text);
                return Fit.Fits;
            default:
                text = anyKind ? token.Text : default;
                return anyKind ? Fit.Fits : Fit.WrongForm;
        }
    }

    /// <summary>The JSON text of a value; of a CSV field, its text when that is JSON.</summary>
    public unsafe Fit TryGetJson(in Token token, out ReadOnlySpan<byte> text)
    {
        switch (token.Kind)
        {
            case TokenKind.String or TokenKind.EscapedString:
                text = new ReadOnlySpan<byte>(token.Start - 1, token.Length + 2);
                return Whole(text);
            case TokenKind.Field or TokenKind.EscapedField:
                text = token.Kind == TokenKind.Field ? token.Text : Undouble(token.Text);
                return JsonScanner.IsValue(text) ? Whole(text) : Fit.WrongForm;
            default:
                text = token.Text;
                return Whole(text);
        }
    }

    /// <summary>DuckDB takes no JSON that has half of a surrogate pair in it.</summary>
    private static Fit Whole(ReadOnlySpan<byte> json) => JsonText.HasHalfPair(json) ? Fit.LoneSurrogate : Fit.Fits;

    private Fit Decode(in Token token, out ReadOnlySpan<byte> text)
    {
        var scratch = Scratch(token.Length);
        var isWhole = JsonText.TryDecode(token.Text, scratch, out var written);
        text = isWhole ? scratch[..written] : default;
        return isWhole ? Fit.Fits : Fit.LoneSurrogate;
    }

    private Span<byte> Undouble(ReadOnlySpan<byte> text)
    {
        var scratch = Scratch(text.Length);
        var written = 0;
        while (text.IndexOfAny(quote, escape) is >= 0 and var at)
        {
            // A quote that is not doubled, and an escape at the very end, stand for themselves.
            var isPair = at + 1 < text.Length && (text[at] == escape || text[at + 1] == quote);
            var kept = isPair ? at + 1 : at;
            text[..at].CopyTo(scratch[written..]);
            scratch[written + at] = text[kept];
            written += at + 1;
            text = text[(kept + 1)..];
        }

        text.CopyTo(scratch[written..]);
        return scratch[..(written + text.Length)];
    }

    private Span<byte> Scratch(int length)
    {
        if (_scratch.Length < length)
        {
            _scratch = new byte[Math.Max(length, Math.Min(_scratch.Length * 2, 1 << 20))];
        }

        return _scratch;
    }
}

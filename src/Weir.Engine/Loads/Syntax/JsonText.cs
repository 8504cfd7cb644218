using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Weir.Engine.Loads.Syntax;

/// <summary>Decodes the inside of JSON strings whose escapes are known to be well formed.</summary>
internal static class JsonText
{
    /// <summary>Decodes a string.</summary>
    /// <param name="escaped">What stands between the quotes.</param>
    /// <param name="decoded">Takes the text; at least as long as <paramref name="escaped"/>.</param>
    /// <param name="written">The text's length.</param>
    /// <returns>False when the string has half of a surrogate pair.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> escaped, Span<byte> decoded, out int written)
    {
        written = 0;
        while (true)
        {
            var plain = escaped.IndexOf((byte)'\\');
            var run = plain < 0 ? escaped : escaped[..plain];
            run.CopyTo(decoded[written..]);
            written += run.Length;
            if (plain < 0)
            {
                return true;
            }

            escaped = escaped[plain..];
            if (escaped[1] != 'u')
            {
                decoded[written++] = Simple(escaped[1]);
                escaped = escaped[2..];
                continue;
            }

            if (!TryReadRune(ref escaped, out var rune))
            {
                return false;
            }

            written += rune.EncodeToUtf8(decoded[written..]);
        }
    }

    /// <summary>Whether a string within a JSON text has half of a surrogate pair.</summary>
    /// <param name="json">A value whose escapes are known to be well formed.</param>
    public static bool HasHalfPair(ReadOnlySpan<byte> json)
    {
        while (json.IndexOf((byte)'\\') is >= 0 and var at)
        {
            json = json[at..];
            if (json[1] != 'u')
            {
                json = json[2..];
            }
            else if (!TryReadRune(ref json, out _))
            {
                return true;
            }
        }

        return false;
    }

    private static byte Simple(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter,
    };

    private static bool TryReadRune(ref ReadOnlySpan<byte> escaped, out Rune rune)
    {
        var first = Unit(escaped);
        escaped = escaped[6..];
        if (Rune.TryCreate(first, out rune))
        {
            return true;
        }

        if (escaped is not [(byte)'\\', (byte)'u', ..] || !Rune.TryCreate(first, Unit(escaped), out rune))
        {
            return false;
        }

        escaped = escaped[6..];
        return true;
    }

    private static char Unit(ReadOnlySpan<byte> escape) =>
        Utf8Parser.TryParse(escape[2..6], out ushort unit, out _, 'x')
            ? (char)unit
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"\\u{Encoding.ASCII.GetString(escape[2..6])}"));
}

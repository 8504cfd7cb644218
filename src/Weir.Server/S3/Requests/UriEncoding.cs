using System.Text;

using Weir.Server.S3.Errors;

namespace Weir.Server.S3.Requests;

/// <summary>Percent-encoding as SigV4 has it: all but letters, digits and <c>-._~</c>, in capital hexadecimal digits.</summary>
internal static class UriEncoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Encodes a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="to">Where it is appended.</param>
    /// <param name="keepSlash">Whether a slash stays one, as in a path.</param>
    public static void Encode(string text, StringBuilder to, bool keepSlash)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '-' or '.' or '_' or '~' || (keepSlash && rune.Value == '/')))
            {
                to.Append((char)rune.Value);
                continue;
            }

            var count = rune.EncodeToUtf8(bytes);
            foreach (var part in bytes[..count])
            {
                to.Append('%').Append(Digit(part >> 4)).Append(Digit(part & 15));
            }
        }
    }

    /// <summary>The same as a new text.</summary>
    public static string Encode(string text, bool keepSlash)
    {
        var encoded = new StringBuilder(text.Length + 16);
        Encode(text, encoded, keepSlash);
        return encoded.ToString();
    }

    /// <summary>Decodes what came over the wire.</summary>
    /// <param name="text">Printable ASCII.</param>
    /// <param name="plusIsSpace">Whether a plus sign stands for a space, as in a query.</param>
    /// <exception cref="S3Exception">InvalidURI: it is not well encoded, or not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<char> text, bool plusIsSpace)
    {
        var bytes = text.Length <= 1024 ? stackalloc byte[text.Length] : new byte[text.Length];
        var count = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var next = text[at];
            if (next == '%')
            {
                if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
                {
                    throw S3Errors.InvalidUri();
                }

                bytes[count++] = (byte)((Value(text[at + 1]) << 4) | Value(text[at + 2]));
                at += 2;
            }
            else if (next is <= ' ' or >= '\x7f')
            {
                throw S3Errors.InvalidUri();
            }
            else
            {
                bytes[count++] = plusIsSpace && next == '+' ? (byte)' ' : (byte)next;
            }
        }

        try
        {
            return Strict.GetString(bytes[..count]);
        }
        catch (DecoderFallbackException)
        {
            throw S3Errors.InvalidUri();
        }
    }

    private static char Digit(int value) => "0123456789ABCDEF"[value];

    private static int Value(char digit) => digit <= '9' ? digit - '0' : (digit | ' ') - 'a' + 10;
}

using System.Text;

using Weir.Tables;

namespace Weir.Engine.Loads.Reading;

/// <summary>Gives text as UTF-8, in whatever encoding it is written.</summary>
internal static class Transcoding
{
    /// <summary>The same text in UTF-8. Reading it ends in a <see cref="DecoderFallbackException"/> where it is no text.</summary>
    public static Stream ToUtf8(Stream content, TextEncoding encoding)
    {
        if (encoding == TextEncoding.Utf8)
        {
            return content;
        }

        var from = encoding;
        if (encoding == TextEncoding.Utf16)
        {
            var mark = new byte[2];
            var count = content.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
            content = new ReplayedStream(mark[..count], content);
            from = mark is [0xFE, 0xFF] ? TextEncoding.Utf16BigEndian : TextEncoding.Utf16LittleEndian;
        }

        return Encoding.CreateTranscodingStream(content, Of(from), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    private static Encoding Of(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf16BigEndian => new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
        TextEncoding.Latin1 => Encoding.Latin1,
        TextEncoding.Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(
            1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!,
        _ => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
    };
}

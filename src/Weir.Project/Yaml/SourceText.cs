using System.Text;

namespace Weir.Project.Yaml;

/// <summary>From a file's bytes to text that a YAML parser may be given.</summary>
internal static class SourceText
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>Null, with the mistake noted, when the bytes are no text.</returns>
    public static string? Of(SourceFile file, Findings findings)
    {
        var bytes = file.Content.AsSpan();
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            findings.Add(
                Place.StartOf(file.Path), "WEIR2003", $"The file '{file.Path}' is UTF-16, not UTF-8.", "Save the file as UTF-8.");
            return null;
        }

        try
        {
            return Printable(Strict.GetString(bytes), file.Path, findings);
        }
        catch (DecoderFallbackException e)
        {
            var before = Encoding.UTF8.GetString(bytes[..Math.Clamp(e.Index, 0, bytes.Length)]);
            findings.Add(
                PlaceAfter(file.Path, before),
                "WEIR2003",
                $"The file '{file.Path}' is not UTF-8: it has the byte 0x{e.BytesUnknown?.FirstOrDefault():X2} here.",
                "Save the file as UTF-8.");
            return null;
        }
    }

    /// <summary>Blanks out what YAML forbids, so that the rest can be read: a NUL would end the document in silence.</summary>
    private static string Printable(string text, string path, Findings findings)
    {
        var at = 0;
        while (at < text.Length && !IsForbidden(text[at]))
        {
            at++;
        }

        if (at == text.Length)
        {
            return text;
        }

        findings.Add(
            PlaceAfter(path, text[..at]),
            "WEIR2003",
            $"The file '{path}' has the control character U+{(int)text[at]:X4} here.",
            "Remove it, or write it as an escape in a double-quoted text.");
        return string.Create(text.Length, text, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = IsForbidden(source[i]) ? ' ' : source[i];
            }
        });
    }

    private static bool IsForbidden(char c) =>
        c is (< ' ' and not ('\t' or '\n' or '\r')) or (>= '\u007F' and < '\u00A0' and not '\u0085') or '\uFFFE' or '\uFFFF';

    private static Place PlaceAfter(string path, string before)
    {
        var line = before.LastIndexOf('\n');
        return new Place(path, before.AsSpan().Count('\n') + 1, before.Length - line);
    }
}

using System.Buffers.Text;
using System.Text;

namespace Weir.Bench.Large;

/// <summary>Newline-delimited JSON, about 189 bytes and ten typed values a line.</summary>
internal static class MeasurementLines
{
    private const int LongestLine = 512;

    private static readonly byte[][] Words =
        [.. new[] { "amber", "basalt", "cedar", "delta", "ember", "fjord", "granite", "harbour", "indigo", "jasper" }.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Writes lines until the file has at least so many bytes; the same size gives the same file.</summary>
    /// <returns>How many lines there are.</returns>
    public static long Write(string path, long bytes)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var buffer = new byte[1 << 20];
        var filled = 0;
        var written = 0L;
        var line = 0L;
        for (; written + filled < bytes; line++)
        {
            if (buffer.Length - filled < LongestLine)
            {
                file.Write(buffer, 0, filled);
                written += filled;
                filled = 0;
            }

            filled += Write(buffer.AsSpan(filled), line);
        }

        file.Write(buffer, 0, filled);
        return line;
    }

    private static int Write(Span<byte> to, long line)
    {
        var text = new LineText(to);
        text.Add("{\"id\":"u8);
        text.Add(line);
        text.Add(",\"measured_at\":\"202"u8);
        text.Add(4 + (line % 2));
        text.Add("-"u8);
        text.Add(1 + (line % 12), 2);
        text.Add("-"u8);
        text.Add(1 + (line % 28), 2);
        text.Add("T"u8);
        text.Add(line % 24, 2);
        text.Add(":"u8);
        text.Add(line % 60, 2);
        text.Add(":"u8);
        text.Add(line % 59, 2);
        text.Add("Z\",\"station\":\"S"u8);
        text.Add(line * 7919 % 10_000_000, 7);
        text.Add("\",\"region\":\""u8);
        text.Add(Words[line % 3]);
        text.Add("\",\"value\":"u8);
        text.Add(line * 37 % 100_000 / 100);
        text.Add("."u8);
        text.Add(line * 37 % 100, 2);
        text.Add(",\"count\":"u8);
        text.Add(line % 9);
        text.Add(line % 3 == 0 ? ",\"valid\":false"u8 : ",\"valid\":true"u8);
        text.Add(",\"place\":{\"city\":\""u8);
        text.Add(Words[line % 10]);
        text.Add("\",\"zip\":\""u8);
        text.Add(line % 99_999, 5);
        text.Add("\"},\"note\":\""u8);
        text.Add(Words[line % 7]);
        text.Add(" "u8);
        text.Add(Words[line % 9]);
        text.Add("\"}\n"u8);
        return text.Length;
    }

    /// <summary>A line as it grows.</summary>
    private ref struct LineText(Span<byte> to)
    {
        private readonly Span<byte> _to = to;

        public int Length { get; private set; }

        public void Add(ReadOnlySpan<byte> text)
        {
            text.CopyTo(_to[Length..]);
            Length += text.Length;
        }

        public void Add(long number, byte digits = 1)
        {
            Utf8Formatter.TryFormat(number, _to[Length..], out var count, new('D', digits));
            Length += count;
        }
    }
}

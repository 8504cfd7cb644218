using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Engine.Commands;

/// <summary>
/// Reads the outputs of a command: lines <c>name=value</c>, or of several lines <c>name&lt;&lt;END</c>, the lines, and <c>END</c>.
/// A name that comes again has its last value.
/// </summary>
internal static class CommandOutputs
{
    private static readonly JsonWriterOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The outputs as a JSON object of texts; none when there are none.</summary>
    /// <param name="written">What the command wrote.</param>
    /// <param name="mistake">Why it cannot be read; none when it can.</param>
    public static string? Read(ReadOnlySpan<byte> written, out string? mistake)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = Encoding.UTF8.GetString(written).Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        mistake = null;
        for (var at = 0; at < lines.Count; at++)
        {
            var line = lines[at];
            if (line.Length == 0)
            {
                continue;
            }

            var (number, equals, start) = (at + 1, line.IndexOf('='), line.IndexOf("<<", StringComparison.Ordinal));
            var isLong = start >= 0 && (equals < 0 || start < equals);
            var name = line[..Math.Max(isLong ? start : equals, 0)];
            if (!IsName(name))
            {
                mistake = string.Create(CultureInfo.InvariantCulture, $"line {number} is no name=value");
                return null;
            }

            if (!isLong)
            {
                values[name] = line[(equals + 1)..];
                continue;
            }

            var end = lines.IndexOf(line[(start + 2)..], at + 1);
            if (end < 0)
            {
                mistake = string.Create(CultureInfo.InvariantCulture, $"the value that begins on line {number} has no end");
                return null;
            }

            values[name] = string.Join('\n', lines[(at + 1)..end]);
            at = end;
        }

        return values.Count == 0 ? null : Json(values);
    }

    /// <summary>Letters, digits, <c>_</c> and <c>-</c>, with no digit and no <c>-</c> first: what templates can name.</summary>
    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name[0] != '-' && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    private static string Json(Dictionary<string, string> values)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, AsItIs))
        {
            json.WriteStartObject();
            foreach (var (name, value) in values)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}

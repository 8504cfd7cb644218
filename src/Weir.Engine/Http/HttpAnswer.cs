using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Engine.Http;

/// <summary>What later steps are handed of answers, as JSON.</summary>
internal sealed class HttpAnswer
{
    /// <summary>The most bytes of a body that is handed on.</summary>
    public const int MostKept = 200 << 10;

    private const int Deepest = 45;
    private static readonly JsonWriterOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<byte[]> _items = [];
    private int _kept;
    private long _objects;
    private long _bytes;

    /// <summary>An answer has landed.</summary>
    public void Landed(long bytes) => (_objects, _bytes) = (_objects + 1, _bytes + bytes);

    /// <summary>Keeps values of a page.</summary>
    /// <exception cref="HttpFailedException">WEIR6624: they are too many.</exception>
    public void Keep(HttpPage page, IReadOnlyList<JsonElement> items)
    {
        foreach (var item in items)
        {
            var text = Encoding.UTF8.GetBytes(item.GetRawText());
            _items.Add(text);
            _kept += text.Length + 1;
            if (_kept > MostKept)
            {
                throw new HttpFailedException(HttpFailures.TooLong(page.Address, MostKept, "Have pages land with 'save_to: bucket/{{page}}.json', and read them there."));
            }
        }
    }

    /// <summary>The whole.</summary>
    /// <param name="last">The last page.</param>
    /// <param name="pages">How many there were; 0 without paging.</param>
    /// <param name="asText">Whether the body is handed on as a text, whatever it is.</param>
    public string ToJson(HttpPage last, int pages, bool asText)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, AsItIs))
        {
            json.WriteStartObject();
            json.WriteNumber("status", last.Status);
            json.WriteStartObject("headers");
            foreach (var (name, value) in last.Headers)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            if (pages > 0)
            {
                json.WriteNumber("pages", pages);
            }

            if (_objects > 0)
            {
                json.WriteNumber("objects", _objects);
                json.WriteNumber("bytes", _bytes);
            }
            else
            {
                json.WritePropertyName("body");
                WriteBody(json, last, pages > 0, asText);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void WriteBody(Utf8JsonWriter json, HttpPage last, bool isList, bool asText)
    {
        if (isList)
        {
            json.WriteStartArray();
            _items.ForEach(item => json.WriteRawValue(item, skipInputValidation: true));
            json.WriteEndArray();
        }
        else if (asText || !IsJson(last, out var value))
        {
            json.WriteStringValue(EncodingOf(last).GetString(last.Body.Span));
        }
        else
        {
            value.WriteTo(json);
        }
    }

    private static bool IsJson(HttpPage page, out JsonElement value)
    {
        value = default;
        try
        {
            if (page.Headers.GetValueOrDefault("content-type")?.Contains("json", StringComparison.OrdinalIgnoreCase) == true)
            {
                value = JsonDocument.Parse(page.Body, new JsonDocumentOptions { MaxDepth = Deepest }).RootElement;
                return true;
            }
        }
        catch (JsonException)
        {
            // It says that it is, and is not.
        }

        return false;
    }

    private static Encoding EncodingOf(HttpPage page)
    {
        var type = page.Headers.GetValueOrDefault("content-type") ?? "";
        var at = type.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        try
        {
            return at < 0 ? Encoding.UTF8 : Encoding.GetEncoding(type[(at + 8)..].Split(';')[0].Trim(' ', '"'));
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}

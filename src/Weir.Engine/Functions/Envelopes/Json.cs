using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Engine.Functions.Envelopes;

/// <summary>Writes events as AWS does.</summary>
internal static class Json
{
    /// <summary>An account that is none.</summary>
    public const string Account = "000000000000";

    private static readonly JsonWriterOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One JSON value.</summary>
    public static byte[] Of(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, AsItIs))
        {
            write(writer);
        }

        return bytes.ToArray();
    }

    /// <summary>An object under a name.</summary>
    public static void Object(this Utf8JsonWriter json, string name, Action write)
    {
        json.WriteStartObject(name);
        write();
        json.WriteEndObject();
    }

    /// <summary>A document with <c>Records</c>.</summary>
    public static byte[] Records<T>(IEnumerable<T> records, Action<Utf8JsonWriter, T> write) => Of(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("Records");
        foreach (var record in records)
        {
            json.WriteStartObject();
            write(json, record);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>An instant with milliseconds, such as <c>2026-01-31T08:05:00.123Z</c>.</summary>
    public static string Instant(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>An instant without them.</summary>
    public static string Second(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds since 1970, as a text.</summary>
    public static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}

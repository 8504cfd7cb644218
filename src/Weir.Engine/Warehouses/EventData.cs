using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Engine.Warehouses;

/// <summary>Writes what is known of an event as a JSON object.</summary>
/// <remarks>The warehouse's outbox keeps nothing else, so the generation of an event that a load posts is in it too.</remarks>
internal static class EventData
{
    /// <summary>The member that has the event's generation.</summary>
    public const string Generation = "generation";

    /// <summary>The member that has the trace which the event belongs to, where its table has no column for that.</summary>
    public const string Trace = "traceparent";

    /// <summary>People read it, too: quotes and letters of all scripts stay as they are.</summary>
    private static readonly JsonWriterOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the event's generation; zero when there is none in it.</summary>
    public static int GenerationOf(string? data)
    {
        if (data is null || !data.Contains(Generation, StringComparison.Ordinal))
        {
            return 0;
        }

        using var json = JsonDocument.Parse(data);
        return json.RootElement.TryGetProperty(Generation, out var value) && value.TryGetInt32(out var generation) ? generation : 0;
    }

    /// <summary>Reads the trace that the event belongs to; none when there is none in it.</summary>
    public static string? TraceOf(string? data)
    {
        if (data is null || !data.Contains(Trace, StringComparison.Ordinal))
        {
            return null;
        }

        using var json = JsonDocument.Parse(data);
        return json.RootElement.TryGetProperty(Trace, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    /// <param name="members">Names and values: text, whole numbers, or nothing.</param>
    public static string Of(params IReadOnlyList<(string Name, object? Value)> members) => Written(json =>
    {
        foreach (var (name, value) in members)
        {
            if (value is long number)
            {
                json.WriteNumber(name, number);
            }
            else
            {
                json.WriteString(name, value as string);
            }
        }
    });

    /// <param name="write">Writes the members.</param>
    public static string Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, AsItIs))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}

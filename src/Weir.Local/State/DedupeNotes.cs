using System.Text;
using System.Text.Json;

using Weir.Deliveries;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Failures;

namespace Weir.Local.State;

/// <summary>How what became of an event under its keys is stored with it: as JSON, or as nothing.</summary>
internal static class DedupeNotes
{
    public static string? Write(IReadOnlyList<DedupeNote> notes)
    {
        if (notes.Count == 0)
        {
            return null;
        }

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var note in notes)
            {
                json.WriteStartObject();
                json.WriteString("subscriber", note.Subscriber.ToString());
                json.WriteString("first", note.First?.ToString());
                json.WriteString("code", note.Failure?.Code);
                json.WriteString("message", note.Failure?.Message);
                json.WriteString("hint", note.Failure?.Hint);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public static IReadOnlyList<DedupeNote> Read(string? notes)
    {
        if (notes is null)
        {
            return [];
        }

        using var json = JsonDocument.Parse(notes);
        return [.. json.RootElement.EnumerateArray().Select(Read)];
    }

    private static DedupeNote Read(JsonElement note) => new(
        Subscriber.Parse(note.GetProperty("subscriber").GetString()!),
        note.GetProperty("first").GetString() is { } first && EventId.TryParse(first, out var id) ? id : null,
        note.GetProperty("code").GetString() is { } code
            ? new Failure(code, note.GetProperty("message").GetString()!, note.GetProperty("hint").GetString())
            : null);
}

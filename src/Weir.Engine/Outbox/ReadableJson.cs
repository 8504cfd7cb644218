using System.Text.Json;

namespace Weir.Engine.Outbox;

/// <summary>JSON whose members templates can name. There is JSON that nobody can read: text with half of a character, or nested without end.</summary>
internal static class ReadableJson
{
    /// <summary>How deep it may be nested: it is shown within other JSON.</summary>
    public const int Deepest = 50;

    /// <summary>Whether a text is such JSON.</summary>
    public static bool Is(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = Deepest });
            Read(json.RootElement);
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static void Read(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            _ = value.GetString();
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                _ = member.Name;
                Read(member.Value);
            }
        }
    }
}

using System.Text;
using System.Text.Json;

namespace Weir.Engine.Warehouses;

/// <summary>Writes what is known of an event as a JSON object.</summary>
internal static class EventData
{
    /// <param name="members">Names and values: text, whole numbers, or nothing.</param>
    public static string Of(params ReadOnlySpan<(string Name, object? Value)> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
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

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}

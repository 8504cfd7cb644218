using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Engine.Secrets;

/// <summary>Takes secrets out of JSON so that it stays JSON, however its texts are escaped.</summary>
internal static class MaskedJson
{
    private static readonly JsonWriterOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The value with each secret in its texts, names and numbers masked.</summary>
    [return: NotNullIfNotNull(nameof(json))]
    public static string? Hide(this Masks masks, string? json, JsonDocumentOptions options)
    {
        if (json is null || masks.IsEmpty)
        {
            return json;
        }

        // Where nothing is escaped, the text tells all.
        var plain = masks.Hide(json);
        if (plain == json && !json.Contains('\\', StringComparison.Ordinal))
        {
            return json;
        }

        try
        {
            using var document = JsonDocument.Parse(json, options);
            using var bytes = new MemoryStream();
            using (var writer = new Utf8JsonWriter(bytes, AsItIs))
            {
                Write(document.RootElement, writer, masks);
            }

            return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            // No JSON, or with half of a character: a text like others.
            return plain;
        }
    }

    private static void Write(JsonElement value, Utf8JsonWriter writer, Masks masks)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(masks.Hide(member.Name));
                    Write(member.Value, writer, masks);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(item, writer, masks);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(masks.Hide(value.GetString()));
                break;
            case JsonValueKind.Number when masks.Hide(value.GetRawText()) is var number && number != value.GetRawText():
                writer.WriteStringValue(number);
                break;
            default:
                writer.WriteRawValue(value.GetRawText());
                break;
        }
    }
}

using System.Text.Json;

namespace Weir.Project.Yaml;

/// <summary>Writes YAML as the JSON that means the same.</summary>
internal static class YamlJson
{
    public static void Write(Utf8JsonWriter json, YamlNode node)
    {
        switch (node)
        {
            case YamlNode.Map map:
                json.WriteStartObject();
                foreach (var (name, value) in map.Entries)
                {
                    json.WritePropertyName(name.Text);
                    Write(json, value);
                }

                json.WriteEndObject();
                break;
            case YamlNode.Items list:
                json.WriteStartArray();
                foreach (var value in list.Values)
                {
                    Write(json, value);
                }

                json.WriteEndArray();
                break;
            case YamlNode.Scalar scalar:
                Write(json, scalar);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, YamlNode.Scalar scalar)
    {
        switch (scalar.Kind)
        {
            case ScalarKind.Nothing:
                json.WriteNullValue();
                break;
            case ScalarKind.Boolean:
                json.WriteBooleanValue(scalar.Text is ['t' or 'T', ..]);
                break;
            case ScalarKind.Integer or ScalarKind.Float when IsNumber(scalar.Text):
                json.WriteRawValue(scalar.Text);
                break;
            default:
                json.WriteStringValue(scalar.Text);
                break;
        }
    }

    /// <summary>YAML has numbers that JSON writes otherwise, such as <c>0x10</c> and <c>.5</c>: they stay texts.</summary>
    private static bool IsNumber(string text)
    {
        try
        {
            return JsonElement.Parse(text).ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Weir.Engine.Warehouses;

/// <summary>Writes the values of one column as JSON.</summary>
/// <param name="type">The column's SQL type: text of the type JSON is written as the value it spells.</param>
internal sealed class CellWriter(string type)
{
    private readonly bool _isJson = type.Equals("JSON", StringComparison.OrdinalIgnoreCase);

    public void Write(Utf8JsonWriter json, object? value)
    {
        if (!_isJson || value is not string text || !TryWriteJson(json, text))
        {
            WriteValue(json, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null or DBNull:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case float number when float.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case double or float:
                json.WriteStringValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case sbyte or byte or short or ushort or uint or ulong or decimal or Int128 or UInt128 or BigInteger:
                json.WriteRawValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), skipInputValidation: true);
                break;
            case byte[] bytes:
                json.WriteStringValue(Convert.ToHexStringLower(bytes));
                break;
            case IDictionary map:
                WriteMap(json, map);
                break;
            case IEnumerable list:
                WriteList(json, list);
                break;
            default:
                WriteText(json, value);
                break;
        }
    }

    private static void WriteText(Utf8JsonWriter json, object value)
    {
        var text = CellText.Of(value);

        // A decimal of 29 digits or more, which no type of the framework holds, is a number all the same.
        var isNumber = value is not (DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan or Guid)
            && text is ['-', >= '0' and <= '9', ..] or [>= '0' and <= '9', ..];
        if (!isNumber || !TryWriteJson(json, text))
        {
            json.WriteStringValue(text);
        }
    }

    private static void WriteMap(Utf8JsonWriter json, IDictionary map)
    {
        json.WriteStartObject();
        foreach (DictionaryEntry entry in map)
        {
            json.WritePropertyName(CellText.Of(entry.Key));
            WriteValue(json, entry.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable list)
    {
        json.WriteStartArray();
        foreach (var element in list)
        {
            WriteValue(json, element);
        }

        json.WriteEndArray();
    }

    // Written anew rather than as it stands: a line break between values would break a row in two.
    private static bool TryWriteJson(Utf8JsonWriter json, string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 900 });
            parsed.RootElement.WriteTo(json);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

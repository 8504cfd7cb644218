using System.Globalization;
using System.Numerics;
using System.Text.Json;

using Weir.Pipelines;

namespace Weir.Engine.Triggers.Requests;

/// <summary>Writes values of inputs as JSON of the input's type.</summary>
internal static class InputJson
{
    /// <param name="json">Where.</param>
    /// <param name="input">The input.</param>
    /// <param name="value">Its value, which fits.</param>
    public static void Write(Utf8JsonWriter json, InputDefinition input, string value)
    {
        if (input.Type == InputType.String)
        {
            json.WriteStringValue(value);
        }
        else
        {
            // "+5" and "007" are whole numbers to people, and not to JSON.
            json.WriteRawValue(input.Type == InputType.Integer
                ? BigInteger.Parse(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
                : value);
        }
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Weir.JsonSchemas;

/// <summary>The words of a schema that look at one value alone, and not at what is in it.</summary>
internal static class ValueChecks
{
    /// <summary>What is wrong with a value by one word of a schema; none when nothing is, or when the word says something else.</summary>
    public static string? Fault(JsonProperty word, JsonElement value, SchemaParts parts) => word.Name switch
    {
        "type" => IsOfType(word.Value, value) ? null : $"is {NounOf(value)}, and must be {Either(word.Value)}",
        "enum" => word.Value.EnumerateArray().Any(each => JsonElement.DeepEquals(each, value)) ? null : $"must be one of {word.Value.GetRawText()}",
        "const" => JsonElement.DeepEquals(word.Value, value) ? null : $"must be {word.Value.GetRawText()}",
        _ => value.ValueKind switch
        {
            JsonValueKind.Number => OfNumber(word, value),
            JsonValueKind.String => OfText(word, value.GetString()!, parts),
            JsonValueKind.Array => OfList(word, value),
            JsonValueKind.Object => OfObject(word, value),
            _ => null,
        },
    };

    private static string? OfNumber(JsonProperty word, JsonElement value) => word.Name switch
    {
        "minimum" when Compare(value, word.Value) < 0 => $"must be at least {word.Value.GetRawText()}",
        "maximum" when Compare(value, word.Value) > 0 => $"must be at most {word.Value.GetRawText()}",
        "exclusiveMinimum" when Compare(value, word.Value) <= 0 => $"must be above {word.Value.GetRawText()}",
        "exclusiveMaximum" when Compare(value, word.Value) >= 0 => $"must be below {word.Value.GetRawText()}",
        "multipleOf" when !IsMultiple(value, word.Value) => $"must be a multiple of {word.Value.GetRawText()}",
        _ => null,
    };

    private static string? OfText(JsonProperty word, string text, SchemaParts parts) => word.Name switch
    {
        "minLength" when text.EnumerateRunes().Count() < word.Value.GetInt32() => $"must have at least {word.Value.GetInt32()} characters",
        "maxLength" when text.EnumerateRunes().Count() > word.Value.GetInt32() => $"must have at most {word.Value.GetInt32()} characters",
        "pattern" when !IsMatch(parts.Patterns[word.Value.GetString()!], text) => $"must match {word.Value.GetRawText()}",
        _ => null,
    };

    private static string? OfList(JsonProperty word, JsonElement list) => word.Name switch
    {
        "minItems" when list.GetArrayLength() < word.Value.GetInt32() => $"must have at least {word.Value.GetInt32()} items",
        "maxItems" when list.GetArrayLength() > word.Value.GetInt32() => $"must have at most {word.Value.GetInt32()} items",
        "uniqueItems" when word.Value.ValueKind == JsonValueKind.True && !AreDistinct(list) => "must not have two items that are the same",
        _ => null,
    };

    private static string? OfObject(JsonProperty word, JsonElement map) => word.Name switch
    {
        "minProperties" when map.EnumerateObject().Count() < word.Value.GetInt32() => $"must have at least {word.Value.GetInt32()} members",
        "maxProperties" when map.EnumerateObject().Count() > word.Value.GetInt32() => $"must have at most {word.Value.GetInt32()} members",
        "required" when Missing(word.Value, map) is { } missing => $"lacks '{missing}'",
        "dependentRequired" => word.Value.EnumerateObject()
            .Where(each => map.TryGetProperty(each.Name, out _) && Missing(each.Value, map) is not null)
            .Select(each => $"has '{each.Name}' and lacks '{Missing(each.Value, map)}'")
            .FirstOrDefault(),
        _ => null,
    };

    /// <summary>Whether a text matches. A pattern that tries for too long is taken for one that does not.</summary>
    public static bool IsMatch(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string? Missing(JsonElement names, JsonElement map) =>
        names.EnumerateArray().Select(name => name.GetString()!).FirstOrDefault(name => !map.TryGetProperty(name, out _));

    private static bool IsOfType(JsonElement type, JsonElement value) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(each => IsOfType(each, value))
        : (type.GetString(), value.ValueKind) switch
        {
            ("integer", JsonValueKind.Number) => IsWhole(value),
            ("number", JsonValueKind.Number) or ("string", JsonValueKind.String) or ("object", JsonValueKind.Object) => true,
            ("array", JsonValueKind.Array) or ("null", JsonValueKind.Null) or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
            _ => false,
        };

    private static bool IsWhole(JsonElement number) =>
        number.TryGetDecimal(out var exact) ? exact == decimal.Truncate(exact) : Math.Floor(number.GetDouble()) is var whole && whole == number.GetDouble();

    private static int Compare(JsonElement one, JsonElement other) => one.TryGetDecimal(out var left) && other.TryGetDecimal(out var right)
        ? left.CompareTo(right)
        : one.GetDouble().CompareTo(other.GetDouble());

    private static bool IsMultiple(JsonElement value, JsonElement of)
    {
        if (value.TryGetDecimal(out var number) && of.TryGetDecimal(out var step) && step != 0)
        {
            return number % step == 0;
        }

        return value.GetDouble() % of.GetDouble() == 0;
    }

    private static bool AreDistinct(JsonElement list)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return list.EnumerateArray().All(item => seen.Add(Canonical(item, new StringBuilder()).ToString()));
    }

    /// <summary>A text that is the same for values that are the same: members in order, numbers by what they are worth.</summary>
    private static StringBuilder Canonical(JsonElement value, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    Canonical(member.Value, text.Append(JsonEncodedText.Encode(member.Name)).Append("\":"));
                }

                return text.Append('}');
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var item in value.EnumerateArray())
                {
                    Canonical(item, text).Append(',');
                }

                return text.Append(']');
            case JsonValueKind.Number:
                return text.Append(value.TryGetDecimal(out var exact)
                    ? (exact / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture)
                    : value.GetDouble().ToString("R", CultureInfo.InvariantCulture));
            case JsonValueKind.String:
                return text.Append('"').Append(JsonEncodedText.Encode(value.GetString()!)).Append('"');
            default:
                return text.Append(value.GetRawText());
        }
    }

    private static string NounOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };

    private static string Either(JsonElement type) => type.ValueKind == JsonValueKind.Array
        ? string.Join(" or ", type.EnumerateArray().Select(each => each.GetString()))
        : type.GetString() is var one && one?[0] is 'a' or 'i' or 'o' ? $"an {one}" : one == "null" ? "null" : $"a {one}";
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using Weir.Project;
using Weir.Project.Yaml;

namespace Weir.Tests.Project.Schema;

/// <summary>As much of JSON Schema as the schema of the project file uses.</summary>
internal static class TinySchema
{
    public static JsonNode? Json(byte[] yaml) => Json(YamlReader.Read(new SourceFile("weir.yaml", yaml), new Findings())!);

    public static IEnumerable<string> Mistakes(JsonObject schema, JsonNode? value, string path)
    {
        if (schema["type"] is null && schema["anyOf"] is JsonArray either)
        {
            return either.Any(e => !Mistakes(e!.AsObject(), value, path).Any()) ? [] : [$"{path}: anyOf"];
        }

        var types = schema["type"] is JsonArray several ? several.Select(t => (string)t!) : [(string?)schema["type"] ?? TypeOf(value)];
        if (!types.Contains(TypeOf(value)) && !(types.Contains("integer") && TypeOf(value) == "number"))
        {
            return [$"{path}: {TypeOf(value)} for {types.First()}"];
        }

        return value switch
        {
            JsonObject map => OfMap(schema, map, path),
            JsonArray list => OfList(schema, list, path),
            JsonValue scalar => OfScalar(schema, scalar, path),
            _ => [],
        };
    }

    private static IEnumerable<string> OfMap(JsonObject schema, JsonObject map, string path)
    {
        var takesAny = schema["properties"] is null && schema["additionalProperties"] is null;
        foreach (var (key, value) in map)
        {
            var inner = $"{path}.{key}";
            var known = schema["properties"]?[key] ?? (schema["additionalProperties"] as JsonObject);
            foreach (var mistake in known is JsonObject child ? Mistakes(child, value, inner) : takesAny ? [] : [$"{inner}: unknown"])
            {
                yield return mistake;
            }
        }

        foreach (var missing in (schema["required"]?.AsArray() ?? []).Where(k => !map.ContainsKey((string)k!)))
        {
            yield return $"{path}.{missing}: missing";
        }

        if (schema["oneOf"] is JsonArray kinds && kinds.Count(k => map.ContainsKey((string)k!["required"]![0]!)) != 1)
        {
            yield return $"{path}: oneOf";
        }

        if (map.Count < ((int?)schema["minProperties"] ?? 0))
        {
            yield return $"{path}: minProperties";
        }
    }

    private static IEnumerable<string> OfList(JsonObject schema, JsonArray list, string path) =>
        list.Count < ((int?)schema["minItems"] ?? 0)
            ? [$"{path}: minItems"]
            : schema["items"] is not JsonObject item ? []
            : list.SelectMany((value, at) => Mistakes(item, value, string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]")));

    private static IEnumerable<string> OfScalar(JsonObject schema, JsonValue value, string path)
    {
        foreach (var keyword in new[] { "pattern", "enum", "minimum", "maximum" }.Where(k => schema[k] is { } limit && !Fits(k, limit, value)))
        {
            yield return $"{path}: {keyword}";
        }

        if (schema["anyOf"] is JsonArray either && !either.Any(e => !OfScalar(e!.AsObject(), value, path).Any()))
        {
            yield return $"{path}: anyOf";
        }
    }

    private static bool Fits(string keyword, JsonNode limit, JsonValue value) => keyword switch
    {
        "pattern" => Regex.IsMatch((string)value!, (string)limit!),
        "enum" => limit.AsArray().Any(c => (string)c! == (string)value!),
        "minimum" => (long)value >= (long)limit,
        _ => (long)value <= (long)limit,
    };

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "string",
    };

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlNode.Map map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key.Text, Json(e.Value)))),
        YamlNode.Items list => new JsonArray([.. list.Values.Select(Json)]),
        YamlNode.Scalar { Kind: ScalarKind.Nothing } => null,
        YamlNode.Scalar { Kind: ScalarKind.Boolean } scalar => scalar.Text.StartsWith('t'),
        YamlNode.Scalar { Kind: ScalarKind.Integer } scalar => long.Parse(scalar.Text, CultureInfo.InvariantCulture),
        YamlNode.Scalar scalar => scalar.Text,
        _ => null,
    };
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace Weir.JsonSchemas;

/// <summary>Looks through a schema before it is used: what it cannot mean is found then, and not when a document comes.</summary>
internal sealed class SchemaSurvey(SchemaParts parts)
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(100);

    private static readonly string[] Types = ["array", "boolean", "integer", "null", "number", "object", "string"];

    private static readonly string[] Schemas =
    [
        "additionalProperties", "propertyNames", "items", "contains", "not", "if", "then", "else", "unevaluatedItems", "unevaluatedProperties",
    ];

    private static readonly string[] Lists = ["allOf", "anyOf", "oneOf", "prefixItems"];

    private static readonly string[] Maps = ["$defs", "definitions", "properties", "patternProperties", "dependentSchemas"];

    private static readonly string[] Counts =
    [
        "maxLength", "minLength", "maxItems", "minItems", "maxContains", "minContains", "maxProperties", "minProperties",
    ];

    private static readonly string[] Numbers = ["multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"];

    private readonly List<(string Reference, string Path)> _references = [];

    /// <returns>What is wrong with the schema, as a sentence; none when nothing is.</returns>
    public string? Find()
    {
        if (Look(parts.Root, "") is { } mistake)
        {
            return mistake;
        }

        // What is referred to may stand where no schema is looked for, and refer to more.
        var looked = new HashSet<string>();
        for (var at = 0; at < _references.Count; at++)
        {
            var (reference, path) = _references[at];
            if (parts.Find(reference) is not { } found)
            {
                return $"{path} refers to '{reference}', which is not in it.";
            }

            if (looked.Add(reference) && Look(found, reference) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private string? Look(JsonElement schema, string path)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return null;
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            return $"At {Shown(path)} there is no schema: a schema is an object, true or false.";
        }

        Name(schema);
        return schema.EnumerateObject().Select(word => Look(word, $"{path}/{word.Name}", path.Length == 0)).FirstOrDefault(mistake => mistake is not null);
    }

    private string? Look(JsonProperty word, string path, bool isRoot) => word.Name switch
    {
        "$schema" => word.Value.ValueKind == JsonValueKind.String && word.Value.GetString()!.TrimEnd('#') == Draft
            ? null
            : $"Its $schema is {word.Value.GetRawText()}; what is known is \"{Draft}\".",
        "$id" when !isRoot => $"At {path} there is a schema with an $id of its own, which is not supported.",
        "$dynamicRef" or "$dynamicAnchor" or "$recursiveRef" => $"{path} is not supported.",
        "$ref" => Note(word.Value, path),
        "$anchor" => null,
        "type" => LookAtType(word.Value, path),
        "enum" => Wants(word.Value, path, JsonValueKind.Array, "a list"),
        "required" => LookAtNames(word.Value, path),
        "pattern" => word.Value.ValueKind == JsonValueKind.String ? Compile(word.Value.GetString()!, path) : $"{path} wants a text.",
        "uniqueItems" => word.Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : $"{path} wants true or false.",
        "dependentRequired" => Wants(word.Value, path, JsonValueKind.Object, "an object")
            ?? word.Value.EnumerateObject().Select(each => LookAtNames(each.Value, $"{path}/{each.Name}")).FirstOrDefault(mistake => mistake is not null),
        _ when Counts.Contains(word.Name) => word.Value.ValueKind == JsonValueKind.Number && word.Value.TryGetInt32(out var count) && count >= 0 ? null : $"{path} wants a whole number that is not negative.",
        _ when Numbers.Contains(word.Name) => LookAtNumber(word.Value, path, word.Name == "multipleOf"),
        _ when Schemas.Contains(word.Name) => Look(word.Value, path),
        _ when Lists.Contains(word.Name) => Wants(word.Value, path, JsonValueKind.Array, "a list")
            ?? word.Value.EnumerateArray().Select((each, at) => Look(each, $"{path}/{at}")).FirstOrDefault(mistake => mistake is not null),
        _ when Maps.Contains(word.Name) => LookAtMap(word, path),
        _ => null,
    };

    private string? LookAtMap(JsonProperty word, string path) =>
        Wants(word.Value, path, JsonValueKind.Object, "an object")
        ?? word.Value.EnumerateObject()
            .Select(each => (word.Name == "patternProperties" ? Compile(each.Name, path) : null) ?? Look(each.Value, $"{path}/{each.Name}"))
            .FirstOrDefault(mistake => mistake is not null);

    private void Name(JsonElement schema)
    {
        if (schema.TryGetProperty("$anchor", out var anchor) && anchor.ValueKind == JsonValueKind.String)
        {
            parts.Anchors[anchor.GetString()!] = schema;
        }
    }

    private string? Note(JsonElement reference, string path)
    {
        if (reference.ValueKind != JsonValueKind.String || reference.GetString() is not ['#', ..])
        {
            return $"{path} refers to another document, which is not supported: bring it in under $defs.";
        }

        _references.Add((reference.GetString()!, path));
        return null;
    }

    private string? Compile(string pattern, string path)
    {
        try
        {
            // Looking around and references back need the engine that tries twice, which gets a short time.
            parts.Patterns[pattern] = Compiled(pattern, RegexOptions.NonBacktracking) ?? Compiled(pattern, RegexOptions.None)!;
            return null;
        }
        catch (ArgumentException wrong)
        {
            return $"{path} is no regular expression: {wrong.Message}";
        }
    }

    private static Regex? Compiled(string pattern, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.CultureInvariant, LongestMatch);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static string? LookAtType(JsonElement type, string path)
    {
        IEnumerable<JsonElement> all = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray() : [type];
        return all.All(each => each.ValueKind == JsonValueKind.String && Types.Contains(each.GetString()))
            ? null
            : $"{path} is {type.GetRawText()}; types are {string.Join(", ", Types)}.";
    }

    private static string? LookAtNumber(JsonElement number, string path, bool isPositive) =>
        number.ValueKind == JsonValueKind.Number && (!isPositive || number.GetDouble() > 0) ? null : $"{path} wants a number{(isPositive ? " above 0" : "")}.";

    private static string? LookAtNames(JsonElement names, string path) =>
        names.ValueKind == JsonValueKind.Array && names.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String) ? null : $"{path} wants a list of names.";

    private static string? Wants(JsonElement value, string path, JsonValueKind kind, string wanted) => value.ValueKind == kind ? null : $"{path} wants {wanted}.";

    private static string Shown(string path) => path.Length == 0 ? "its root" : path;
}

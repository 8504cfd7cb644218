using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Weir.Project.Schema;

/// <summary>Writes a description as JSON Schema (draft 2020-12), for editors.</summary>
internal static class JsonSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",

        // A schema is a file of its own, never part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema of a file, as a document of its own: indented, with a line end.</summary>
    /// <param name="title">The file.</param>
    /// <param name="about">What is in it.</param>
    /// <param name="description">What it may hold.</param>
    public static string Document(string title, string about, Description description)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = title,
            ["description"] = about,
        };
        foreach (var (key, value) in Of(description).ToList())
        {
            schema[key] = value?.DeepClone();
        }

        return schema.ToJsonString(Indented) + "\n";
    }

    /// <summary>The schema of a value.</summary>
    public static JsonObject Of(Description description)
    {
        if (description.Or is { } other)
        {
            return new JsonObject { ["anyOf"] = new JsonArray(Of(description with { Or = null }), Of(other)) };
        }

        var schema = new JsonObject
        {
            ["type"] = TypeOf(description),
        };
        AddText(description, schema);
        AddIf(schema, "minimum", description.Minimum);
        AddIf(schema, "maximum", description.Maximum);
        AddEntries(description, schema);
        AddProperties(description, schema);
        return schema;
    }

    private static JsonNode TypeOf(Description description)
    {
        IReadOnlyList<string> types = [description.Type, .. description.OtherTypes, .. description.MayBeNothing ? (string[])["null"] : []];
        return types.Count == 1 ? types[0] : Texts(types);
    }

    private static void AddText(Description description, JsonObject schema)
    {
        if (description.Choices.Count > 0 && description.Pattern is not null)
        {
            schema["anyOf"] = new JsonArray(
                new JsonObject { ["enum"] = Texts(description.Choices) }, new JsonObject { ["pattern"] = description.Pattern });
            return;
        }

        AddIf(schema, "pattern", description.Pattern);
        AddIf(schema, "enum", description.Choices.Count > 0 ? Texts(description.Choices) : null);
    }

    private static void AddEntries(Description description, JsonObject schema)
    {
        if (description.Each is not { } each)
        {
            return;
        }

        var isList = description.Type == "array";
        schema[isList ? "items" : "additionalProperties"] = Of(each);
        AddIf(schema, "propertyNames", description.NamePattern is { } pattern ? new JsonObject { ["pattern"] = pattern } : null);
        AddIf(schema, isList ? "minItems" : "minProperties", description.NeedsEntries ? 1 : null);
    }

    private static void AddProperties(Description description, JsonObject schema)
    {
        if (description.Properties.Count == 0)
        {
            return;
        }

        schema["properties"] = new JsonObject(description.Properties.Select(p => KeyValuePair.Create(p.Name, (JsonNode?)Property(p))));
        var required = description.Properties.Where(p => p.IsRequired).Select(p => p.Name).ToList();
        AddIf(schema, "required", required.Count > 0 ? Texts(required) : null);
        schema["additionalProperties"] = false;
        AddIf(schema, "oneOf", description.ExactlyOneOf.Count == 0 ? null : new JsonArray(
            [.. description.ExactlyOneOf.Select(name => new JsonObject { ["required"] = Texts([name]) })]));
    }

    private static JsonObject Property(Description.Property property)
    {
        var schema = Of(property.Value);
        schema["description"] = property.Default is null ? property.Docs : $"{property.Docs} Default: {property.Default}.";
        AddIf(schema, "default", Default(property));
        AddIf(schema, "examples", property is { Example: { } example, Value.Type: "string" } ? Texts([example.Trim('"')]) : null);
        return schema;
    }

    /// <summary>The default as a value, where it is one and not a sentence.</summary>
    private static JsonNode? Default(Description.Property property) => (property.Value.Type, property.Default) switch
    {
        (_, null) => null,
        ("integer", var number) => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture),
        ("boolean", var truth) => truth == "true",
        (_, var text) => text.Contains(' ', StringComparison.Ordinal) ? null : text,
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static void AddIf(JsonObject schema, string key, JsonNode? value)
    {
        if (value is not null)
        {
            schema[key] = value;
        }
    }
}

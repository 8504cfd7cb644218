using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Weir.Server.Api.Describing;

/// <summary>The JSON Schemas of what travels, each type once and under its name.</summary>
internal sealed class SchemaBook
{
    private readonly SortedDictionary<string, JsonNode> _schemas = new(StringComparer.Ordinal);
    private readonly MemberTexts _texts = new();

    /// <summary>All of them by their names.</summary>
    public JsonObject All
    {
        get
        {
            var all = new JsonObject();
            foreach (var (name, schema) in _schemas)
            {
                all[name] = schema.DeepClone();
            }

            return all;
        }
    }

    /// <summary>The schema of a type, or a word that leads to it.</summary>
    public JsonNode Of(JsonTypeInfo type) => type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, schema) => Described(context, Named(context, schema)),
    });

    /// <summary>With what the code says of a property. What may be anything is <c>true</c> as a schema, which has no room for it.</summary>
    private JsonNode Described(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (context.PropertyInfo is not { AttributeProvider: MemberInfo member } || _texts.Of(member.DeclaringType!, member.Name) is not { } text)
        {
            return schema;
        }

        var described = schema as JsonObject ?? [];
        described["description"] = text;
        return described;
    }

    private JsonNode Named(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (context.TypeInfo.Kind != JsonTypeInfoKind.Object || schema is not JsonObject whole)
        {
            return schema;
        }

        var name = NameOf(context.TypeInfo.Type);
        var isNullable = whole["type"] is JsonArray;
        var kept = (JsonObject)whole.DeepClone();
        kept["type"] = "object";
        if (_texts.Of(context.TypeInfo.Type) is { } text)
        {
            kept["description"] = text;
        }

        _schemas[name] = kept;
        var word = new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
        return isNullable ? new JsonObject { ["anyOf"] = new JsonArray(word, new JsonObject { ["type"] = "null" }) } : word;
    }

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{NameOf(type.GetGenericArguments()[^1])}{type.Name.Split('`')[0]}"
        : type.Name;
}

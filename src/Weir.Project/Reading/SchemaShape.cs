using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

using Weir.JsonSchemas;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>A JSON Schema: the path of a file of the project, or the schema itself.</summary>
internal sealed class SchemaShape : Shape<DocumentSchema>
{
    private const string Hint = "Write a schema of draft 2020-12.";

    private static readonly ScalarShape<string> File = Scalars.Text("a file such as schemas/order.json");

    /// <inheritdoc/>
    public override Description Describe => File.Describe with { Or = new Description("object", "a JSON Schema") };

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out DocumentSchema value)
    {
        value = null;
        if (node is YamlNode.Map)
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream))
            {
                YamlJson.Write(json, node);
            }

            return TryRead(JsonElement.Parse(stream.ToArray()), "", node, reading, out value);
        }

        if (!File.TryRead(node, reading, out var path))
        {
            return false;
        }

        if (!reading.Schemas.TryGetValue(path, out var content))
        {
            reading.Wrong(
                node,
                "WEIR2323",
                $"{reading.Label} is '{path}', which is no file of the project's schemas.",
                reading.Schemas.Count == 0 ? "Make a folder schemas/ and in it a file that ends in .json." : Nearest.Hint(path, [.. reading.Schemas.Keys], "There are"));
            return false;
        }

        try
        {
            return TryRead(JsonElement.Parse(content), $" in {path}", node, reading, out value);
        }
        catch (JsonException wrong)
        {
            reading.Wrong(node, "WEIR2323", $"{reading.Label} is {path}, which is no JSON: {wrong.Message}", "Correct the file.");
            return false;
        }
    }

    private static bool TryRead(JsonElement schema, string place, YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out DocumentSchema value)
    {
        if (DocumentSchema.TryRead(schema, out value) is { } mistake)
        {
            reading.Wrong(node, "WEIR2323", $"{reading.Label}{place} is no JSON Schema. {mistake}", Hint);
        }

        return value is not null;
    }
}

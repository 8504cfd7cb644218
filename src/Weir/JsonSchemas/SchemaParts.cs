using System.Text.Json;
using System.Text.RegularExpressions;

namespace Weir.JsonSchemas;

/// <summary>A schema, and what its words refer to.</summary>
/// <param name="Root">The schema.</param>
internal sealed record SchemaParts(JsonElement Root)
{
    /// <summary>Parts that have a name of their own (<c>$anchor</c>).</summary>
    public Dictionary<string, JsonElement> Anchors { get; } = new(StringComparer.Ordinal);

    /// <summary>Its regular expressions, by their text.</summary>
    public Dictionary<string, Regex> Patterns { get; } = new(StringComparer.Ordinal);

    /// <summary>What a <c>$ref</c> refers to; none when that is not in this schema.</summary>
    public JsonElement? Find(string reference)
    {
        if (reference is "#")
        {
            return Root;
        }

        if (reference is not ['#', .. var rest])
        {
            return null;
        }

        var name = Uri.UnescapeDataString(rest);
        if (name[0] != '/')
        {
            return Anchors.TryGetValue(name, out var anchored) ? anchored : null;
        }

        var found = Root;
        foreach (var part in name[1..].Split('/').Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            if (found.ValueKind == JsonValueKind.Object && found.TryGetProperty(part, out var member))
            {
                found = member;
            }
            else if (found.ValueKind == JsonValueKind.Array && int.TryParse(part, out var index) && index >= 0 && index < found.GetArrayLength())
            {
                found = found[index];
            }
            else
            {
                return null;
            }
        }

        return found;
    }
}

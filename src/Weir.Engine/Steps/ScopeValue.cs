using System.Text.Json;

namespace Weir.Engine.Steps;

/// <summary>A JSON value as templates know it: text, numbers, truth, maps of these, and lists as their JSON.</summary>
internal static class ScopeValue
{
    /// <summary>The value. No value is the empty text, as an event says that something is not known.</summary>
    public static object Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject()
            .GroupBy(member => member.Name, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, object? (same) => Of(same.Last().Value), StringComparer.Ordinal),
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        _ => value.GetRawText(),
    };
}

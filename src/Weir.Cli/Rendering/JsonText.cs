using System.Text.Json;

namespace Weir.Cli.Rendering;

/// <summary>JSON as people read it in a line.</summary>
internal static class JsonText
{
    /// <summary>The members of an object: <c>name value, name value</c>.</summary>
    /// <param name="json">The object.</param>
    /// <param name="only">The members to show; all when none are named.</param>
    public static string Members(string json, IReadOnlyList<string>? only)
    {
        using var document = JsonDocument.Parse(json);
        return string.Join(
            ", ",
            document.RootElement.EnumerateObject()
                .Where(member => only is null || only.Contains(member.Name))
                .Select(member => $"{member.Name} {(member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : member.Value.GetRawText())}"));
    }
}

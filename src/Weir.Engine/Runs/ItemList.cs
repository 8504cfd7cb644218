using System.Text.Json;

using Weir.Engine.Steps;
using Weir.Failures;
using Weir.Templates;

namespace Weir.Engine.Runs;

/// <summary>A list that a template becomes.</summary>
internal static class ItemList
{
    /// <summary>The most items. Each leaves records of its own.</summary>
    public const int Most = 10_000;

    /// <summary>Its items.</summary>
    /// <param name="template">Becomes a list, or a text that is one in JSON.</param>
    /// <param name="scope">What it may name.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <exception cref="RefusedException">WEIR5034: it is no list. WEIR5035: it is too long.</exception>
    public static IReadOnlyList<object?> Of(ValueTemplate template, IReadOnlyDictionary<string, object?> scope, string what)
    {
        using var json = JsonDocument.Parse(template.Render(scope));
        var value = json.RootElement;
        using var inner = value.ValueKind == JsonValueKind.String ? Parsed(value.GetString()!) : null;
        value = inner?.RootElement ?? value;
        if (value.ValueKind != JsonValueKind.Array)
        {
            var text = value.GetRawText();
            throw new RefusedException(new Failure(
                "WEIR5034", $"{what} became {(text.Length > 100 ? text[..100] + "…" : text)}, which is no list.", "Give it a list, or a text that is one in JSON."));
        }

        return value.GetArrayLength() > Most
            ? throw new RefusedException(new Failure("WEIR5035", $"{what} has {value.GetArrayLength()} items, and may have {Most}.", "Take it apart."))
            : [.. value.EnumerateArray().Select(item => ScopeValue.Of(item, nothing: null))];
    }

    private static JsonDocument? Parsed(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

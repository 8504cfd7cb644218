using System.Text.Json;

using Weir.Engine.Outbox;
using Weir.Templates;

namespace Weir.Engine.Steps;

/// <summary>A JSON value as templates know it: text, numbers, truth, maps of these, and lists.</summary>
internal static class ScopeValue
{
    /// <summary>The value of an output that was kept.</summary>
    /// <param name="output">It, in JSON.</param>
    public static object? Of(string output)
    {
        // A step of a matrix has a list of what its parts have left.
        using var json = JsonDocument.Parse(output, new JsonDocumentOptions { MaxDepth = ReadableJson.Deepest + 1 });
        return Of(json.RootElement, nothing: null);
    }

    /// <summary>Whether an answer can be kept as an output. There is JSON that is no text, with half of a character.</summary>
    /// <param name="answer">It, in JSON.</param>
    public static bool CanBe(string answer) => ReadableJson.Is(answer);

    /// <summary>A value.</summary>
    /// <param name="value">It, in JSON.</param>
    /// <param name="nothing">What stands for no value: the empty text in events, which say so that something is not known.</param>
    public static object? Of(JsonElement value, object? nothing) => value.ValueKind switch
    {
        JsonValueKind.Object => new Members(value, nothing),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Null => nothing,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        _ => new JsonText(value.GetRawText()),
    };

    /// <summary>The members of an object, which as a text is its JSON.</summary>
    private sealed class Members : Dictionary<string, object?>
    {
        private readonly string _json;

        public Members(JsonElement value, object? nothing)
            : base(StringComparer.Ordinal)
        {
            _json = value.GetRawText();
            foreach (var member in value.EnumerateObject())
            {
                this[member.Name] = Of(member.Value, nothing);
            }
        }

        public override string ToString() => _json;
    }
}

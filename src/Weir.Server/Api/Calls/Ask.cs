using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Weir.Server.Api.Calls;

/// <summary>The kinds of parameters that there are.</summary>
internal static class Ask
{
    /// <summary>Where the last page ended.</summary>
    public static Parameter<string> After { get; } = Text("after", "Where the last page ended: the `next` of its answer.");

    /// <summary>How many items a page has.</summary>
    public static Parameter<int> Limit { get; } = Whole("limit", "How many items the page has at the most; 100 when it is not given.", 1, 10_000);

    /// <summary>A run in the path.</summary>
    public static Parameter<string> Run { get; } = new("id", "The run.", "text")
    {
        IsRequired = true,
        Schema = () => new() { ["type"] = "string", ["pattern"] = "^run_[0-9a-f]{32}$" },
        TryRead = (string text, [MaybeNullWhen(false)] out string value) =>
        {
            value = text;
            return true;
        },
    };

    public static Parameter<string> Text(string name, string about, bool isRequired = false) => new(name, about, "text")
    {
        IsRequired = isRequired,
        Schema = () => new() { ["type"] = "string" },
        TryRead = (string text, [MaybeNullWhen(false)] out string value) =>
        {
            value = text;
            return true;
        },
    };

    public static Parameter<int> Whole(string name, string about, int least, int most) => new(name, about, $"a whole number from {least} to {most}")
    {
        Schema = () => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most },
        TryRead = (string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most,
    };

    public static Parameter<long> Number(string name, string about, bool isRequired = false) => new(name, about, "a whole number")
    {
        IsRequired = isRequired,
        Schema = () => new() { ["type"] = "integer", ["format"] = "int64", ["minimum"] = 0 },
        TryRead = (string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value),
    };

    public static Parameter<bool> Flag(string name, string about) => new(name, about, "true or false")
    {
        Schema = () => new() { ["type"] = "boolean" },
        TryRead = bool.TryParse,
    };

    public static Parameter<DateTimeOffset> Time(string name, string about) => new(name, about, "a time such as 2026-01-31T12:00:00Z")
    {
        Schema = () => new() { ["type"] = "string", ["format"] = "date-time" },
        TryRead = (string text, out DateTimeOffset value) => DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value),
    };

    public static Parameter<string> Choice(string name, string about, params string[] choices) => new(name, about, $"one of {string.Join(", ", choices)}")
    {
        Schema = () => new() { ["type"] = "string", ["enum"] = new JsonArray([.. choices.Select(choice => (JsonNode)choice)]) },
        TryRead = (string text, [MaybeNullWhen(false)] out string value) =>
        {
            value = text;
            return choices.Contains(text, StringComparer.Ordinal);
        },
    };
}

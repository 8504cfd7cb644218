using System.Globalization;
using System.Text.Json;

namespace Weir.Pipelines;

/// <summary>A value that whoever asks for a run may give.</summary>
public sealed record InputDefinition
{
    /// <summary>The input's name, unique in its pipeline.</summary>
    public required string Name { get; init; }

    /// <summary>What it may be. Any text by default.</summary>
    public InputType Type { get; init; } = InputType.String;

    /// <summary>What holds when it is not given; none when nothing does.</summary>
    public string? Default { get; init; }

    /// <summary>Whether it must be given. Not by default.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The only values that it may have. Any when empty.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Says why a value may not be given, as the end of a sentence that begins with the value; nothing when it may.</summary>
    /// <param name="value">The value, as text.</param>
    public string? WhyNot(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var fits = Type switch
        {
            InputType.Integer => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            InputType.Number => IsNumber(value),
            InputType.Boolean => value is "true" or "false",
            _ => true,
        };
        return !fits
            ? Type switch
            {
                InputType.Integer => "is no whole number",
                InputType.Number => "is no number",
                _ => "is neither true nor false",
            }
            : Options.Count > 0 && !Options.Contains(value) ? $"is none of {string.Join(", ", Options)}" : null;
    }

    private static bool IsNumber(string value)
    {
        try
        {
            using var json = JsonDocument.Parse(value);
            return json.RootElement.ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

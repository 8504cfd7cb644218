using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Templates;

namespace Weir.Project.Reading;

/// <summary>A list, or a text that becomes one in JSON. What cannot become a list is wrong at once, and not when a run comes to it.</summary>
internal sealed class ListTemplates : Shape<ValueTemplate>
{
    private const string Fix = "Write its items as [a, b], or in double quotes a template that becomes a list in JSON.";

    /// <summary>A list that is kept for others to read, and so has no secrets.</summary>
    public static ListTemplates Kept { get; } = new();

    /// <inheritdoc/>
    public override Description Describe => new("array", "a list, or a template that becomes one in JSON") { OtherTypes = ["string"], Hint = Fix };

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out ValueTemplate value)
    {
        value = null;
        return node is YamlNode.Items or YamlNode.Scalar { Kind: ScalarKind.Text }
            ? ValueTemplates.Kept.TryRead(node, reading, out value) && (node is not YamlNode.Scalar text || IsList(value, text, reading))
            : WrongType(node, reading);
    }

    private bool IsList(ValueTemplate value, YamlNode.Scalar text, ReadingContext reading)
    {
        var isList = value is not ValueTemplate.Text { Template: HandlebarsTemplate { IsLiteral: true } literal } || IsJsonList(literal.Text);
        if (!isList)
        {
            reading.Wrong(text, "WEIR2104", $"{reading.Label} wants {Describe.Wanted}, found '{text.Text}'.", Fix);
        }

        return isList;
    }

    private static bool IsJsonList(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Array;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Templates;

namespace Weir.Project.Reading;

/// <summary>Any value, whose texts may hold <c>{{…}}</c>.</summary>
/// <param name="mayHaveSecrets">Whether its texts may name secrets.</param>
internal sealed class ValueTemplates(bool mayHaveSecrets) : Shape<ValueTemplate>
{
    /// <summary>One value.</summary>
    public static ValueTemplates Shape { get; } = new(mayHaveSecrets: true);

    /// <summary>One value that is kept for others to read, and so has no secrets.</summary>
    public static ValueTemplates Kept { get; } = new(mayHaveSecrets: false);

    /// <inheritdoc/>
    public override Description Describe =>
        new("object", "any value, whose texts may hold {{…}}") { OtherTypes = ["array", "string", "number", "boolean", "null"] };

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out ValueTemplate value)
    {
        value = node switch
        {
            YamlNode.Map map => ReadMap(map, reading),
            YamlNode.Items list => ReadItems(list, reading),
            YamlNode.Scalar scalar => ReadScalar(scalar, reading),
            _ => null,
        };
        return value is not null;
    }

    private ValueTemplate.Map? ReadMap(YamlNode.Map map, ReadingContext reading)
    {
        var members = new List<KeyValuePair<string, ValueTemplate>>();
        foreach (var (name, child) in map.Entries)
        {
            if (TryRead(child, reading.At(name.Text), out var value))
            {
                members.Add(new(name.Text, value));
            }
        }

        return members.Count == map.Entries.Count ? new ValueTemplate.Map(members) : null;
    }

    private ValueTemplate.Items? ReadItems(YamlNode.Items list, ReadingContext reading)
    {
        var values = new List<ValueTemplate>();
        foreach (var child in list.Values)
        {
            if (TryRead(child, reading, out var value))
            {
                values.Add(value);
            }
        }

        return values.Count == list.Values.Count ? new ValueTemplate.Items(values) : null;
    }

    private ValueTemplate? ReadScalar(YamlNode.Scalar scalar, ReadingContext reading) => scalar.Kind switch
    {
        ScalarKind.Nothing => new ValueTemplate.Constant("null"),
        ScalarKind.Boolean => new ValueTemplate.Constant(scalar.Text.ToLowerInvariant()),
        ScalarKind.Integer or ScalarKind.Float => ReadNumber(scalar, reading),
        _ => ReadText(scalar, reading),
    };

    private static ValueTemplate.Constant? ReadNumber(YamlNode.Scalar scalar, ReadingContext reading)
    {
        try
        {
            using var number = JsonDocument.Parse(scalar.Text);
            return new ValueTemplate.Constant(scalar.Text);
        }
        catch (JsonException)
        {
            reading.Wrong(
                scalar, "WEIR2522", $"{reading.Label} has the number {scalar.Text}, which JSON cannot write so.", "Write it with digits, as 12 or -0.5, or in quotes as a text.");
            return null;
        }
    }

    private ValueTemplate.Text? ReadText(YamlNode.Scalar scalar, ReadingContext reading) =>
        TextTemplates.Read(scalar, reading, mayHaveSecrets ? reading.StepNames : reading.StepNames.WithoutSecrets) is { } template
            ? new ValueTemplate.Text(template)
            : null;
}

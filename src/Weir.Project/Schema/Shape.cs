using System.Diagnostics.CodeAnalysis;

using Weir.Project.Yaml;

namespace Weir.Project.Schema;

/// <summary>One kind of value of a project file: how it is read, and what is to be known of it. Both stand together here.</summary>
/// <typeparam name="T">What is read from it.</typeparam>
internal abstract class Shape<T>
    where T : notnull
{
    /// <summary>What the value may be.</summary>
    public abstract Description Describe { get; }

    /// <summary>Reads a value, or notes what is wrong with it.</summary>
    public abstract bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out T value);

    /// <summary>Notes that another type of value is wanted here.</summary>
    protected bool WrongType(YamlNode node, ReadingContext reading)
    {
        if (node is not YamlNode.Broken)
        {
            reading.Wrong(node, "WEIR2104", $"{reading.Label} wants {Describe.Wanted}, found {node.Found}.", HintFor(node));
        }

        return false;
    }

    private string? HintFor(YamlNode node) => (Describe.Type, node) switch
    {
        ("string", YamlNode.Map { Entries: [] or [({ Kind: not ScalarKind.Text }, _), ..] }) => "Put a {{template}} in double quotes.",
        ("string", YamlNode.Map { Entries: [({ Text: "secret" }, YamlNode.Scalar name)] }) => $"Write it as a template: \"{{{{secret '{name.Text}'}}}}\".",
        _ when Describe.Hint is { } hint => hint,
        ("string", YamlNode.Scalar { Kind: not (ScalarKind.Text or ScalarKind.Nothing) } scalar) => $"Put it in quotes: \"{scalar.Text}\".",
        ("boolean", YamlNode.Scalar { Text: "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "y" or "Y" }) =>
            "Write true: in YAML 1.2 words such as yes and on are texts.",
        ("boolean", YamlNode.Scalar { Text: "no" or "No" or "NO" or "off" or "Off" or "OFF" or "n" or "N" }) =>
            "Write false: in YAML 1.2 words such as no and off are texts.",
        ("boolean", _) => "Write true or false, without quotes.",
        ("integer", YamlNode.Scalar { Kind: ScalarKind.Text } scalar) when long.TryParse(scalar.Text, out _) => "Write it without quotes.",
        ("integer", _) => "Write it in digits, without quotes, point or unit.",
        ("array", _) => "Write it as a list: '- ' before each item.",
        ("object", YamlNode.Items) => "Write 'key: value' without the '- '.",
        ("object", _) when Describe.Properties.FirstOrDefault(p => p.IsRequired) is { } first => $"Write its keys below it, such as {first.Name}: {first.Example}",
        ("object", _) => "Write 'key: value' below it.",
        _ => null,
    };
}

using System.Diagnostics.CodeAnalysis;

using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The value of a variable: a text that may hold <c>{{…}}</c>, a number, a truth, or <c>{ secret: NAME }</c>, which is short for a template.</summary>
/// <param name="namesOf">What its templates may name.</param>
internal sealed class EnvValues(Func<ReadingContext, TemplateNames> namesOf) : Shape<HandlebarsTemplate>
{
    private static readonly Key<string> Secret = new("secret", "The secret that is its value.", Names.Shape("the name of a secret", Names.AnyCase, "WEIR2203"))
    {
        IsRequired = true,
        Example = "db-password",
    };

    private static readonly RecordShape<string> Map = new([Secret], (fields, _) => fields.Get(Secret));

    /// <inheritdoc/>
    public override Description Describe => new("string", "a text, which may hold {{…}}, a number, true, false or { secret: NAME }")
    {
        OtherTypes = ["number", "boolean"],
        Or = Map.Describe,
    };

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out HandlebarsTemplate value)
    {
        value = null;
        switch (node)
        {
            case YamlNode.Map:
                return Map.TryRead(node, reading, out var secret) && (value = Read($"{{{{secret '{secret}'}}}}", node, reading)) is not null;
            case YamlNode.Scalar { IsNothing: false } scalar:
                return (value = Read(scalar.Text, scalar, reading)) is not null;
            default:
                return WrongType(node, reading);
        }
    }

    private HandlebarsTemplate? Read(string text, YamlNode node, ReadingContext reading)
    {
        var template = HandlebarsTemplate.Read(text, namesOf(reading), out var mistakes);
        foreach (var mistake in mistakes)
        {
            if (node is YamlNode.Scalar scalar)
            {
                reading.Wrong(scalar, mistake.At, mistake.Code, mistake.Message, mistake.Hint);
            }
            else
            {
                reading.Wrong(node, mistake.Code, mistake.Message, mistake.Hint);
            }
        }

        return template;
    }
}

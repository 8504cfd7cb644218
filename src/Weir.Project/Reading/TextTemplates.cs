using System.Diagnostics.CodeAnalysis;

using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Texts that may hold <c>{{…}}</c>.</summary>
internal static class TextTemplates
{
    /// <summary>A text of a step, a number, true or false.</summary>
    public static Shape<HandlebarsTemplate> AnyScalar { get; } = new ScalarTemplates();

    /// <summary>A text of a step, which may name what the step may, and is not empty.</summary>
    /// <param name="wanted">What it is, for messages.</param>
    public static ScalarShape<HandlebarsTemplate> OfStep(string wanted) => Checked(wanted, (_, _, _) => true);

    /// <summary>The same, which a check is content with.</summary>
    /// <param name="wanted">What it is, for messages.</param>
    /// <param name="check">Notes what is wrong.</param>
    public static ScalarShape<HandlebarsTemplate> Checked(string wanted, Func<HandlebarsTemplate, YamlNode.Scalar, ReadingContext, bool> check) =>
        Shape(wanted, reading => reading.StepNames, check);

    /// <summary>The same, which is kept for others to read and so has no secrets.</summary>
    /// <param name="wanted">What it is, for messages.</param>
    public static ScalarShape<HandlebarsTemplate> Kept(string wanted) => Kept(wanted, (_, _, _) => true);

    /// <summary>The same, which a check is content with.</summary>
    /// <param name="wanted">What it is, for messages.</param>
    /// <param name="check">Notes what is wrong.</param>
    public static ScalarShape<HandlebarsTemplate> Kept(string wanted, Func<HandlebarsTemplate, YamlNode.Scalar, ReadingContext, bool> check) =>
        Shape(wanted, reading => reading.StepNames.WithoutSecrets, check);

    /// <summary>A text that is the same for every run, and may hold a secret.</summary>
    /// <param name="wanted">What it is, for messages.</param>
    public static ScalarShape<HandlebarsTemplate> Fixed(string wanted) => Shape(wanted, reading => reading.NamesOutsideOfRuns, (_, _, _) => true);

    /// <summary>Reads a template of a step, or notes what is wrong with it.</summary>
    public static HandlebarsTemplate? Read(YamlNode.Scalar scalar, ReadingContext reading) => Read(scalar, reading, reading.StepNames);

    /// <summary>Reads a template that may name some things, or notes what is wrong with it.</summary>
    public static HandlebarsTemplate? Read(YamlNode.Scalar scalar, ReadingContext reading, TemplateNames names)
    {
        var template = HandlebarsTemplate.Read(scalar.Text, names, out var mistakes);
        foreach (var mistake in mistakes)
        {
            reading.Wrong(scalar, mistake.At, mistake.Code, mistake.Message, mistake.Hint);
        }

        return template;
    }

    private static ScalarShape<HandlebarsTemplate> Shape(
        string wanted, Func<ReadingContext, TemplateNames> names, Func<HandlebarsTemplate, YamlNode.Scalar, ReadingContext, bool> check) => new(
        new Description("string", wanted + ", which may hold {{…}}"),
        (YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out HandlebarsTemplate value) =>
        {
            value = Scalars.Text(wanted).TryRead(scalar, reading, out _) ? Read(scalar, reading, names(reading)) : null;
            return value is not null && check(value, scalar, reading);
        });

    private sealed class ScalarTemplates : Shape<HandlebarsTemplate>
    {
        public override Description Describe => new("string", "a text, which may hold {{…}}, a number, true or false") { OtherTypes = ["number", "boolean"] };

        public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out HandlebarsTemplate value)
        {
            value = null;
            return node is YamlNode.Scalar { IsNothing: false } scalar ? (value = Read(scalar, reading)) is not null : WrongType(node, reading);
        }
    }
}

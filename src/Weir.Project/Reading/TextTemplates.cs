using System.Diagnostics.CodeAnalysis;

using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Any text that may hold <c>{{…}}</c>.</summary>
internal static class TextTemplates
{
    /// <summary>A text of steps.</summary>
    /// <param name="wanted">What it is, for messages.</param>
    public static ScalarShape<HandlebarsTemplate> Shape(string wanted) => new(
        new Description("string", wanted + ", which may hold {{…}}"),
        (YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out HandlebarsTemplate value) => (value = Read(scalar, reading)) is not null);

    /// <summary>Reads a template, or notes what is wrong with it.</summary>
    public static HandlebarsTemplate? Read(YamlNode.Scalar scalar, ReadingContext reading)
    {
        var template = HandlebarsTemplate.Read(scalar.Text, reading.StepNames, out var mistakes);
        foreach (var mistake in mistakes)
        {
            reading.Wrong(scalar, mistake.At, mistake.Code, mistake.Message, mistake.Hint);
        }

        return template;
    }
}

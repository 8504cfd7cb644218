using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Which names the things of a project may have.</summary>
internal static partial class Names
{
    /// <summary>The longest name of a table or column, in characters.</summary>
    public const int MaxIdentifier = 200;

    private const string LowerCasePattern = "^[a-z0-9][a-z0-9_-]{0,99}$";
    private const string AnyCasePattern = "^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$";

    /// <summary>Lower-case letters, digits, <c>_</c> and <c>-</c>.</summary>
    [GeneratedRegex(LowerCasePattern + "(?!\n)", RegexOptions.CultureInvariant)]
    public static partial Regex LowerCase { get; }

    /// <summary>Letters, digits, <c>_</c> and <c>-</c>.</summary>
    [GeneratedRegex(AnyCasePattern + "(?!\n)", RegexOptions.CultureInvariant)]
    public static partial Regex AnyCase { get; }

    /// <summary>The pattern of <see cref="AnyCase"/>, for editors.</summary>
    public static string AnyCaseText => AnyCasePattern;

    /// <summary>A name as a value.</summary>
    public static ScalarShape<string> Shape(string wanted, Regex pattern, string code) => new(
        new Description("string", wanted) { Pattern = pattern == LowerCase ? LowerCasePattern : AnyCasePattern },
        (YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value) =>
        {
            value = scalar.Text;
            return Check(scalar, reading, pattern, code);
        });

    /// <summary>Checks a name.</summary>
    public static bool Check(YamlNode.Scalar name, ReadingContext reading, Regex pattern, string code)
    {
        var fits = pattern.IsMatch(name.Text);
        if (!fits)
        {
            reading.Wrong(
                name,
                code,
                $"{reading.Label} has a name that cannot be used: '{name.Text}'.",
                pattern == LowerCase
                    ? "Use lower-case letters, digits, '_' and '-', at most 100, with a letter or digit first."
                    : "Use letters, digits, '_' and '-', at most 100, with a letter or digit first.");
        }

        return fits;
    }

    /// <summary>Checks one part of a table's name, or a column's name: any text that can be quoted.</summary>
    public static bool CheckIdentifier(string text, YamlNode.Scalar name, ReadingContext reading)
    {
        var why = text switch
        {
            "" => "is empty",
            { Length: > MaxIdentifier } => $"is longer than {MaxIdentifier} characters",
            _ when text.Any(char.IsControl) => "holds a control character",
            _ => null,
        };
        if (why is not null)
        {
            reading.Wrong(name, "WEIR2204", $"The name of {reading.Label} {why}.", "Choose another name; all other characters may be used.");
        }

        return why is null;
    }
}

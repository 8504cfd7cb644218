using System.Globalization;

using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Texts that may hold <c>{{…}}</c> and that are right or wrong already now where they hold none.</summary>
internal static class LiteralChecks
{
    /// <summary>A time.</summary>
    public static bool IsTime(HandlebarsTemplate template, YamlNode.Scalar scalar, ReadingContext reading) => Fits(
        template,
        text => DateTimeOffset.TryParse(text.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        () => reading.Wrong(
            scalar, "WEIR2107", $"{reading.Label} wants a time, found '{scalar.Text}'.", "Write it as 2026-01-31T08:05:00Z; without a zone it is UTC."));

    /// <summary>An address of the web.</summary>
    public static bool IsAddress(HandlebarsTemplate template, YamlNode.Scalar scalar, ReadingContext reading) => Fits(
        template,
        IsAddress,
        () => reading.Wrong(
            scalar, "WEIR2107", $"{reading.Label} wants an address of the web, found '{scalar.Text}'.", "Write all of it, with http:// or https:// at its beginning."));

    /// <summary>Whether a text is an address of the web.</summary>
    public static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" && parsed.Host.Length > 0;

    /// <summary>True or false.</summary>
    public static bool IsTruth(HandlebarsTemplate template, YamlNode.Scalar scalar, ReadingContext reading) => Fits(
        template,
        text => text is "true" or "false",
        () => reading.Wrong(
            scalar,
            "WEIR2105",
            $"{reading.Label} wants true or false, found '{scalar.Text}'.",
            "Write a template that becomes true or false, such as \"{{eq inputs.mode 'full'}}\"."));

    private static bool Fits(HandlebarsTemplate template, Func<string, bool> fits, Action note)
    {
        var isFine = !template.IsLiteral || fits(template.Text);
        if (!isFine)
        {
            note();
        }

        return isFine;
    }
}

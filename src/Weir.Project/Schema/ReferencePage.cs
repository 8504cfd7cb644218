using System.Text;

namespace Weir.Project.Schema;

/// <summary>Writes a description as Markdown, for the reference.</summary>
internal static class ReferencePage
{
    /// <summary>Sections for a map with fixed keys: its own keys, then the maps within.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="level">The heading's level.</param>
    /// <param name="intro">What is told before the keys; may be empty.</param>
    /// <param name="description">The map.</param>
    public static string Of(string title, int level, string intro, Description description)
    {
        var page = new StringBuilder();
        Write(page, title, level, intro, description);
        return page.ToString();
    }

    private static void Write(StringBuilder page, string title, int level, string intro, Description description)
    {
        page.Append('#', level).Append(' ').Append(title).Append("\n\n");
        if (intro.Length > 0)
        {
            page.Append(intro).Append("\n\n");
        }

        if (description.ExactlyOneOf.Count > 1)
        {
            page.Append("Exactly one of ").AppendJoin(", ", description.ExactlyOneOf.Select(k => $"`{k}`")).Append(" must be there.\n\n");
        }

        page.Append("| key | value | default | meaning |\n|---|---|---|---|\n");
        foreach (var property in description.Properties)
        {
            page.Append("| `").Append(property.Name).Append("` | ").Append(Value(property.Value)).Append(" | ").Append(Default(property))
                .Append(" | ").Append(Cell(property.Docs)).Append(" |\n");
        }

        page.Append('\n');
        foreach (var property in description.Properties)
        {
            if (Within(property.Value) is { } inner)
            {
                Write(page, Title(title, property, inner.Path), level + 1, "", inner.Description);
            }
        }
    }

    private static (string Path, Description Description)? Within(Description value) => value switch
    {
        { Or: { } other } => Within(other),
        { Properties.Count: > 0 } => ("", value),
        { Each: { Properties.Count: > 0 } each, Type: "array" } => ("[]", each),
        { Each: { Properties.Count: > 0 } each } => (".NAME", each),
        _ => null,
    };

    private static string Title(string title, Description.Property property, string path) =>
        (title.StartsWith('`') ? $"`{title.Trim('`')}." : "`") + property.Name + path + "`";

    private static string Value(Description value) => value switch
    {
        { Or: { } other } => $"{Value(value with { Or = null })}, or {Value(other)}",
        { Choices: { Count: > 0 } choices, Pattern: null } => string.Join(", ", choices.Select(c => $"`{c}`")),
        { Minimum: { } least, Maximum: { } most } => System.FormattableString.Invariant($"{value.Wanted}, {least} to {most}"),
        { Each: not null, Noun: { } noun, Type: "array" } => $"a list of {Many(noun)}",
        { Each: not null, Noun: { } noun } => $"a map of {Many(noun)} by name",
        _ => Cell(value.Wanted),
    };

    private static string Default(Description.Property property) => property switch
    {
        { IsRequired: true } => "required",
        { Default: { } text } => text.Contains(' ', StringComparison.Ordinal) ? Cell(text) : $"`{text}`",
        _ => "",
    };

    private static string Many(string noun) => noun.EndsWith('s') ? noun + "es" : noun + "s";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}

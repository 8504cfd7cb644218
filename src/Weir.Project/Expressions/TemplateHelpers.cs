using System.Collections.Frozen;

namespace Weir.Project.Expressions;

/// <summary>The functions that templates may call.</summary>
internal static class TemplateHelpers
{
    /// <summary>All of them, in the order in which they are documented.</summary>
    public static IReadOnlyList<TemplateHelper> All { get; } =
    [
        new("lower", "text", "The text in lower case.", a => Text(a, 0).ToLowerInvariant()),
        new("upper", "text", "The text in upper case.", a => Text(a, 0).ToUpperInvariant()),
        new("trim", "text", "The text without white space at its ends.", a => Text(a, 0).Trim()),
        new("trim_prefix", "text prefix", "The text without the prefix, if it starts with it.", a => TrimPrefix(Text(a, 0), Text(a, 1))),
        new("trim_suffix", "text suffix", "The text without the suffix, if it ends in it.", a => TrimSuffix(Text(a, 0), Text(a, 1))),
        new("replace", "text old new", "The text with each `old` replaced by `new`; case matters.", a => Replace(Text(a, 0), Text(a, 1), Text(a, 2))),
        new("date", "time format", "The time in UTC, written with `yyyy MM dd HH mm ss fff` and the like.", a => TemplateDates.Format(a[0]!, Text(a, 1)))
        {
            CheckConstant = (place, value) => place == 1 ? TemplateDates.CheckFormat(TemplateText.Of(value)) : TemplateDates.CheckTime(value),
        },
        new("ident", "text", "The text as a SQL identifier, in double quotes.", a => $"\"{Text(a, 0).Replace("\"", "\"\"", StringComparison.Ordinal)}\""),
        new("literal", "value", "The value as a SQL literal: a number as it is, all else in single quotes.", a => Literal(a[0]!)),
        new("default", "value otherwise", "The value, or the second one when the first is absent or empty.", a => IsEmpty(a[0]) ? a[1] : a[0])
        {
            TakesAbsent = true,
        },
    ];

    /// <summary>By name.</summary>
    public static FrozenDictionary<string, TemplateHelper> ByName { get; } = All.ToFrozenDictionary(h => h.Name);

    private static string Text(object?[] arguments, int at) => TemplateText.Of(arguments[at]!);

    private static bool IsEmpty(object? value) => value is null or "";

    private static string TrimPrefix(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;

    private static string TrimSuffix(string text, string suffix) =>
        text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text;

    private static string Replace(string text, string old, string by) =>
        old.Length == 0 ? text : text.Replace(old, by, StringComparison.Ordinal);

    private static string Literal(object value) => value is sbyte or short or int or long or decimal or double or float or bool
        ? TemplateText.Of(value)
        : $"'{TemplateText.Of(value).Replace("'", "''", StringComparison.Ordinal)}'";
}

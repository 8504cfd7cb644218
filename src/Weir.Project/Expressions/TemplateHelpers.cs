using System.Collections.Frozen;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

using Weir.Templates;

namespace Weir.Project.Expressions;

/// <summary>The functions that templates may call.</summary>
internal static class TemplateHelpers
{
    /// <summary>Makes a SQL identifier.</summary>
    public const string Ident = "ident";

    /// <summary>Makes a SQL literal.</summary>
    public const string Literally = "literal";

    /// <summary>Makes a word of a shell.</summary>
    public const string Quote = "quote";

    /// <summary>Makes nothing of it, and says that this is meant.</summary>
    public const string Raw = "raw";

    /// <summary>Makes JSON.</summary>
    public const string Json = "json";

    /// <summary>The helper that stands for a secret.</summary>
    public const string Secret = "secret";

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
        new(Ident, "text", "The text as a SQL identifier, in double quotes.", a => $"\"{Text(a, 0).Replace("\"", "\"\"", StringComparison.Ordinal)}\""),
        new(Literally, "value", "The value as a SQL literal: a number as it is, all else in single quotes.", a => Literal(a[0]!)),
        new(Quote, "text", "The text in single quotes, as one word for a shell.", a => $"'{Text(a, 0).Replace("'", "'\\''", StringComparison.Ordinal)}'"),
        new(Raw, "value", "The value as it is, where a template in `shell` or `sql` is meant to become more than one value.", a => a[0]),
        new(Json, "value", "The value as JSON, a text in quotes. Alone in a value of `json`, `input` or `message`, it is that value, such as a list or a number.", a => JsonOf(a[0])),
        new("default", "value otherwise", "The value, or the second one when the first is absent or empty.", a => IsEmpty(a[0]) ? a[1] : a[0])
        {
            TakesAbsent = true,
        },
        Condition("eq", "one other", "Whether the two are the same. What is absent is the same as an empty text.", (one, other) => Same(one, other)),
        Condition("ne", "one other", "Whether the two are not the same.", (one, other) => !Same(one, other)),
        Condition("lt", "one other", "Whether the first is less: as numbers when both are, else as texts.", (one, other) => Compare(one, other) < 0),
        Condition("le", "one other", "Whether the first is less or the same.", (one, other) => Compare(one, other) <= 0),
        Condition("gt", "one other", "Whether the first is greater: as numbers when both are, else as texts.", (one, other) => Compare(one, other) > 0),
        Condition("ge", "one other", "Whether the first is greater or the same.", (one, other) => Compare(one, other) >= 0),
        Condition("contains", "text part", "Whether the text has the part in it; case matters.", (text, part) => OrEmpty(text).Contains(OrEmpty(part), StringComparison.Ordinal)),
        Condition("starts_with", "text start", "Whether the text starts so; case matters.", (text, start) => OrEmpty(text).StartsWith(OrEmpty(start), StringComparison.Ordinal)),
        Condition("ends_with", "text end", "Whether the text ends so; case matters.", (text, end) => OrEmpty(text).EndsWith(OrEmpty(end), StringComparison.Ordinal)),
        Condition("and", "one other", "Whether both are true: neither absent, empty, false nor 0.", (one, other) => IsTrue(one) && IsTrue(other)),
        Condition("or", "one other", "Whether one of the two is true.", (one, other) => IsTrue(one) || IsTrue(other)),
        new("not", "value", "Whether the value is absent, empty, false or 0.", a => !IsTrue(a[0])) { TakesAbsent = true },

        // The parser makes an expression of its own of it, which knows the run.
        new(Secret, "name", "The secret of this name, which is in quotes. See the guide to secrets.", a => a[0]),
    ];

    /// <summary>By name.</summary>
    public static FrozenDictionary<string, TemplateHelper> ByName { get; } = All.ToFrozenDictionary(h => h.Name);

    private static TemplateHelper Condition(string name, string usage, string docs, Func<object?, object?, bool> holds) =>
        new(name, usage, docs, a => holds(a[0], a[1])) { TakesAbsent = true };

    private static string JsonOf(object? value) => value switch
    {
        null => "null",
        bool or sbyte or short or int or long or decimal or double or float or JsonText => TemplateText.Of(value),
        IReadOnlyDictionary<string, object?> map => $"{{{string.Join(',', map.Select(member => $"{JsonOf(member.Key)}:{JsonOf(member.Value)}"))}}}",
        _ => $"\"{JsonEncodedText.Encode(TemplateText.Of(value), JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"",
    };

    private static string OrEmpty(object? value) => value is null ? "" : TemplateText.Of(value);

    private static bool Same(object? one, object? other) => Compare(one, other) == 0;

    private static int Compare(object? one, object? other)
    {
        var (text, with) = (OrEmpty(one), OrEmpty(other));
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && decimal.TryParse(with, NumberStyles.Float, CultureInfo.InvariantCulture, out var than)
                ? number.CompareTo(than)
                : string.CompareOrdinal(text, with);
    }

    private static bool IsTrue(object? value) => OrEmpty(value) is not ("" or "false" or "0");

    private static string Text(object?[] arguments, int at) => TemplateText.Of(arguments[at]!);

    private static bool IsEmpty(object? value) => value is null or "";

    private static string TrimPrefix(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;

    private static string TrimSuffix(string text, string suffix) =>
        text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text;

    private static string Replace(string text, string old, string by) =>
        old.Length == 0 ? text : text.Replace(old, by, StringComparison.Ordinal);

    private static string Literal(object value) => value is sbyte or short or int or long or decimal or double or float or bool or JsonText { Text: ['-' or >= '0' and <= '9', ..] }
        ? TemplateText.Of(value)
        : $"'{TemplateText.Of(value).Replace("'", "''", StringComparison.Ordinal)}'";
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

using Weir.Failures;
using Weir.Secrets;

namespace Weir.Local.Secrets;

/// <summary>Reads files of lines <c>NAME=value</c>, as many tools do: comments, <c>export</c>, single and double quotes.</summary>
internal static partial class DotEnv
{
    /// <summary>The values, by name. A later line goes before an earlier one.</summary>
    /// <param name="text">The file.</param>
    /// <param name="name">What it is called.</param>
    /// <exception cref="RefusedException">WEIR6803: a line cannot be read. What stands there is not told.</exception>
    public static IReadOnlyDictionary<SecretName, string> Read(string text, string name)
    {
        var values = new Dictionary<SecretName, string>();
        var at = text.StartsWith('\uFEFF') ? 1 : 0;
        for (var match = Line.Match(text, at); at < text.Length; match = Line.Match(text, at))
        {
            if (!match.Success)
            {
                throw new RefusedException(new Failure(
                    "WEIR6803",
                    string.Create(CultureInfo.InvariantCulture, $"Line {text.AsSpan(0, at).Count('\n') + 1} of {name} is not NAME=value."),
                    "Write a name in letters, digits and '_', an equals sign and the value, in quotes when it has more than one line."));
            }

            at = match.Index + match.Length;
            if (match.Groups["name"] is { Success: true } named && SecretName.TryParse(named.Value, out var secret))
            {
                values[secret] = ValueOf(match);
            }
        }

        return values;
    }

    private static string ValueOf(Match match)
    {
        if (match.Groups["single"].Success)
        {
            return match.Groups["single"].Value;
        }

        if (!match.Groups["double"].Success)
        {
            return match.Groups["bare"].Value.TrimEnd();
        }

        var value = new StringBuilder();
        var text = match.Groups["double"].Value;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
                value.Append(text[at] switch
                {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    var other => other,
                });
            }
            else
            {
                value.Append(text[at]);
            }
        }

        return value.ToString();
    }

    [GeneratedRegex(
        """
        \G[ \t]*
        (?: \#[^\n]*
          | (?:export[ \t]+)?(?<name>[A-Za-z0-9][A-Za-z0-9_-]{0,99}|_[A-Za-z0-9_-]*)[ \t]*=[ \t]*
            (?: '(?<single>[^']*)'[ \t]*(?:\#[^\n]*)?
              | "(?<double>(?:[^"\\]|\\.)*)"[ \t]*(?:\#[^\n]*)?
              | (?<bare>(?:(?!['"])[^\s\#](?:[^\n\#]|(?<![ \t])\#)*)?)(?:\#[^\n]*)? ) )?
        [ \t]*\r?(?:\n|\z)
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex Line { get; }
}

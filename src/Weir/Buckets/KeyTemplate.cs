using System.Text;
using System.Text.RegularExpressions;

namespace Weir.Buckets;

/// <summary>Takes values from the names of objects: <c>raw/orders/{year}/{month}/*.csv</c>. A value stays within a segment.</summary>
public sealed partial class KeyTemplate
{
    private readonly Regex _keys;

    private KeyTemplate(ObjectPattern pattern, IReadOnlyList<string> names, Regex keys) => (Pattern, Names, _keys) = (pattern, names, keys);

    /// <summary>The objects that are meant: each value may be any text but an empty one.</summary>
    public ObjectPattern Pattern { get; }

    /// <summary>The names of the values, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether a pattern takes values from the names of objects.</summary>
    /// <param name="text">The pattern.</param>
    public static bool IsTemplate(string text) => Place.IsMatch(text);

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="template">The template, when it is one.</param>
    /// <param name="mistake">Why it is none, as the end of a sentence that begins with the template; empty otherwise.</param>
    public static bool TryParse(string text, out KeyTemplate? template, out string mistake)
    {
        ArgumentNullException.ThrowIfNull(text);
        template = null;
        var names = Place.Matches(text).Select(place => place.Groups[1].Value).ToList();
        if (!ObjectPattern.TryParse(Place.Replace(text, "*"), out var pattern, out mistake))
        {
            return false;
        }

        mistake = Place.Replace(text, "").AsSpan().IndexOfAny("{}[]") >= 0 ? "takes values from names and has braces or brackets too"
            : Crowded.IsMatch(text) ? "takes values that stand next to each other or to a wildcard, so that none has an end"
            : names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Count ? "takes a value twice"
            : text.IndexOf('{', StringComparison.Ordinal) < text.IndexOf('/', StringComparison.Ordinal) ? "takes a value from the bucket's name"
            : "";
        template = mistake.Length == 0 ? new KeyTemplate(pattern!, names, Compile(text[(text.IndexOf('/', StringComparison.Ordinal) + 1)..])) : null;
        return template is not null;
    }

    /// <summary>The values that an object's name has, by their names; none when the template does not mean the object.</summary>
    /// <param name="name">The object's name.</param>
    public IReadOnlyDictionary<string, string>? ValuesOf(ObjectName name) =>
        name.Bucket == Pattern.Bucket && _keys.Match(name.Key) is { Success: true } match
            ? Names.Select((value, index) => (value, match.Groups[index + 1].Value)).ToDictionary(StringComparer.OrdinalIgnoreCase)
            : null;

    private static Regex Compile(string glob)
    {
        var pattern = new StringBuilder("^");
        for (var at = 0; at < glob.Length; at++)
        {
            if (glob[at] == '{')
            {
                pattern.Append("([^/]+)");
                at = glob.IndexOf('}', at);
            }
            else if (glob.AsSpan(at).StartsWith("**/"))
            {
                pattern.Append("(?:.*/)?");
                at += 2;
            }
            else if (glob.AsSpan(at).StartsWith("**"))
            {
                pattern.Append(".*");
                at++;
            }
            else
            {
                pattern.Append(glob[at] switch { '*' => "[^/]*", '?' => "[^/]", var letter => Regex.Escape($"{letter}") });
            }
        }

        // One that does not go back never takes longer than the key is.
        return new Regex(
            pattern.Append("\\z").ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }

    [GeneratedRegex(@"\{([A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place { get; }

    [GeneratedRegex(@"\}[{*?]|[*?]\{", RegexOptions.CultureInvariant)]
    private static partial Regex Crowded { get; }
}

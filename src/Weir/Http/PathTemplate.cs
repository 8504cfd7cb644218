using System.Buffers;

namespace Weir.Http;

/// <summary>A path of HTTP requests such as <c>/orders/{id}</c>, in which names in braces stand for one segment each.</summary>
public sealed class PathTemplate
{
    private static readonly SearchValues<char> Special = SearchValues.Create("{}?#%*\\ ");

    private readonly string[] _segments;

    private PathTemplate(string text, string[] segments)
    {
        (Text, _segments) = (text, segments);
        Parameters = [.. segments.Where(IsParameter).Select(segment => segment[1..^1])];
    }

    /// <summary>The path as it was written.</summary>
    public string Text { get; }

    /// <summary>The names in braces.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>The same for paths that mean the same requests, whatever their parameters are called; the more literal ones come first.</summary>
    public string Shape => string.Concat(_segments.Select(segment => IsParameter(segment) ? "/\uffff" : "/" + segment));

    /// <summary>Reads a path.</summary>
    /// <param name="text">The path.</param>
    /// <param name="path">The path, when it is one.</param>
    /// <returns>Why it is none, as the end of a sentence that begins with it; none when it is.</returns>
    public static string? TryParse(string text, out PathTemplate? path)
    {
        ArgumentNullException.ThrowIfNull(text);
        path = null;
        if (text is not ['/', .. var rest] || text.Length > 1_000)
        {
            return "does not begin with a slash";
        }

        string[] segments = rest.Length == 0 ? [] : rest.Split('/');
        if (segments.FirstOrDefault(segment => WhyNot(segment) is not null) is { } wrong)
        {
            return WhyNot(wrong);
        }

        var names = segments.Where(IsParameter).ToList();
        if (names.Distinct().Count() < names.Count)
        {
            return "has one name twice";
        }

        path = new PathTemplate(text, segments);
        return null;
    }

    /// <summary>What a request's path has in the place of the names; none when it is another path.</summary>
    /// <param name="segments">The request's path, without its first slash, cut at the others and decoded.</param>
    public IReadOnlyDictionary<string, string>? Match(IReadOnlyList<string> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        if (segments.Count != _segments.Length)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < _segments.Length; at++)
        {
            if (IsParameter(_segments[at]) && segments[at].Length > 0)
            {
                values[_segments[at][1..^1]] = segments[at];
            }
            else if (_segments[at] != segments[at])
            {
                return null;
            }
        }

        return values;
    }

    /// <summary>The path as it was written.</summary>
    public override string ToString() => Text;

    private static bool IsParameter(string segment) => segment is ['{', .., '}'];

    private static string? WhyNot(string segment) => segment switch
    {
        "" => "has an empty segment",
        "." or ".." => "has a segment of dots",
        ['{', .. var name, '}'] => name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
            ? null
            : "has a name in braces that is no name: letters, digits and underscores",
        _ when segment.AsSpan().IndexOfAny(Special) >= 0 => "has one of { } ? # % * \\ or a space within a segment",
        _ => null,
    };
}

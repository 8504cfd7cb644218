using System.Globalization;
using System.Text;

namespace Weir.Tables;

/// <summary>
/// Where values stand in a JSON document: <c>$</c> is the document, <c>@</c> the row; <c>.name</c> or <c>['any name']</c>
/// goes into an object, <c>[0]</c> into an array, <c>[*]</c> into each element. A small part of JSONPath (RFC 9535).
/// </summary>
public sealed record ValuePath
{
    private ValuePath(string text, bool fromRow, IReadOnlyList<PathStep> steps, bool anyCase)
    {
        Text = text;
        FromRow = fromRow;
        Steps = steps;
        AnyCase = anyCase;
    }

    /// <summary>The path as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether the path starts at the row (<c>@</c>) rather than at the document (<c>$</c>).</summary>
    public bool FromRow { get; }

    /// <summary>The way from there, step by step. Empty for the document or the row itself.</summary>
    public IReadOnlyList<PathStep> Steps { get; }

    /// <summary>
    /// Whether a member whose name differs only in case will do, where an object has none of the very name. False for a path
    /// that was written: it means what it says.
    /// </summary>
    public bool AnyCase { get; }

    /// <summary>Whether the path may mean several values.</summary>
    public bool HasWildcard => Steps.Any(step => step is PathStep.Each);

    /// <summary><c>@.NAME</c>: the member of the row with this name, whatever characters it has; in any case, when none has its own.</summary>
    /// <param name="name">The member's name.</param>
    public static ValuePath OfColumn(string name) => new($"@['{name}']", true, [new PathStep.Member(name)], anyCase: true);

    /// <summary>Reads a path.</summary>
    /// <param name="text">The path.</param>
    /// <param name="path">The path, when it is one.</param>
    /// <param name="mistake">Why it is none, as the end of a sentence that begins with the path; empty otherwise.</param>
    public static bool TryParse(string text, out ValuePath? path, out string mistake)
    {
        ArgumentNullException.ThrowIfNull(text);
        path = null;
        if (text is not ['$' or '@', ..])
        {
            mistake = "must start with '$' (the document) or '@' (the row)";
            return false;
        }

        var steps = new List<PathStep>();
        var at = 1;
        mistake = "";
        while (at < text.Length && mistake.Length == 0)
        {
            var step = text[at] switch
            {
                '.' => ReadName(text, ref at, out mistake),
                '[' => ReadBracket(text, ref at, out mistake),
                var other => Unreadable(at, other, out mistake),
            };
            if (step is not null)
            {
                steps.Add(step);
            }
        }

        path = mistake.Length == 0 ? new ValuePath(text, text[0] == '@', steps, anyCase: false) : null;
        return path is not null;
    }

    /// <inheritdoc/>
    public bool Equals(ValuePath? other) => other is not null && other.Text == Text && other.AnyCase == AnyCase;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The path as it was written.</summary>
    public override string ToString() => Text;

    private static PathStep? Unreadable(int at, char found, out string mistake)
    {
        mistake = $"has '{found}' at character {at + 1}, where '.name' or '[…]' may follow";
        return null;
    }

    private static PathStep.Member? ReadName(string text, ref int at, out string mistake)
    {
        var start = ++at;
        while (at < text.Length && text[at] is not ('.' or '['))
        {
            at++;
        }

        mistake = at > start ? "" : $"lacks a name after the '.' at character {start}";
        return at > start ? new PathStep.Member(text[start..at]) : null;
    }

    private static PathStep? ReadBracket(string text, ref int at, out string mistake)
    {
        var start = at++;
        mistake = "";
        if (at < text.Length && text[at] is '\'' or '"')
        {
            return ReadQuoted(text, ref at, out mistake);
        }

        var end = text.IndexOf(']', at);
        var inside = end < 0 ? "" : text[at..end];
        at = end + 1;
        if (inside == "*")
        {
            return new PathStep.Each();
        }

        if (int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return new PathStep.Element(index);
        }

        mistake = end < 0
            ? $"has a '[' without its ']' at character {start + 1}"
            : $"has '[{inside}]' at character {start + 1}, where [*], an index such as [0], or a quoted name may stand";
        at = text.Length;
        return null;
    }

    private static PathStep.Member? ReadQuoted(string text, ref int at, out string mistake)
    {
        var quote = text[at];
        var name = new StringBuilder();
        for (at++; at < text.Length && text[at] != quote; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
            }

            name.Append(text[at]);
        }

        var closed = at + 1 < text.Length && text[at + 1] == ']';
        at = Math.Min(at + 2, text.Length);
        mistake = closed ? "" : $"has a quoted name without its {quote}]";
        return closed ? new PathStep.Member(name.ToString()) : null;
    }
}

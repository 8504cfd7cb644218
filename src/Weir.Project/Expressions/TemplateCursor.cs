namespace Weir.Project.Expressions;

/// <summary>Walks over the inside of a mustache, word by word.</summary>
/// <param name="text">The template.</param>
/// <param name="at">Where to begin.</param>
internal sealed class TemplateCursor(string text, int at)
{
    /// <summary>Where the cursor stands.</summary>
    public int At { get; private set; } = at;

    /// <summary>Whether the template ends here.</summary>
    public bool IsAtEnd => At >= text.Length;

    /// <summary>The character here, or NUL at the end.</summary>
    public char Here => IsAtEnd ? '\0' : text[At];

    /// <summary>Steps over white space.</summary>
    public void SkipSpace()
    {
        while (!IsAtEnd && char.IsWhiteSpace(text[At]))
        {
            At++;
        }
    }

    /// <summary>Steps over this text if it stands here.</summary>
    public bool Take(string expected)
    {
        var stands = string.CompareOrdinal(text, At, expected, 0, expected.Length) == 0;
        At += stands ? expected.Length : 0;
        return stands;
    }

    /// <summary>Steps over all up to and with this text.</summary>
    /// <returns>False when it does not come any more.</returns>
    public bool TakeThrough(string expected)
    {
        var found = text.IndexOf(expected, At, StringComparison.Ordinal);
        At = found < 0 ? text.Length : found + expected.Length;
        return found >= 0;
    }

    /// <summary>Takes a word: all up to white space, a brace, a bracket, a quote or a sign.</summary>
    public string TakeWord()
    {
        var start = At;
        while (!IsAtEnd && !char.IsWhiteSpace(text[At]) && !"{}()~=|\"'".Contains(text[At], StringComparison.Ordinal))
        {
            At++;
        }

        return text[start..At];
    }

    /// <summary>Takes a text in quotes.</summary>
    /// <returns>Null when it is not closed.</returns>
    public string? TakeQuoted()
    {
        var start = At + 1;
        var end = start > text.Length ? -1 : text.IndexOf(text[At], start);
        At = end < 0 ? text.Length : end + 1;
        return end < 0 ? null : text[start..end];
    }
}

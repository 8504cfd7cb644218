using YamlDotNet.Core;

namespace Weir.Project.Yaml;

/// <summary>Says in our words what the parser could not read.</summary>
internal static class YamlSyntax
{
    /// <summary>Notes the mistake that stopped the parser.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="stopped">What the parser threw.</param>
    /// <param name="last">Where the last good event ended.</param>
    /// <param name="open">Where the innermost <c>{</c> or <c>[</c> that is still open stands, if one is.</param>
    /// <param name="findings">Takes the mistake.</param>
    /// <returns>Where the mistake is.</returns>
    public static Place Explain(string path, string[] lines, Exception stopped, Place last, Place? open, Findings findings)
    {
        var place = stopped is YamlException { Start.Line: > 0 } e
            ? new Place(path, (int)Math.Min(e.Start.Line, lines.Length), (int)e.Start.Column)
            : last with { Line = Math.Clamp(last.Line, 1, lines.Length) };
        if (Tab(lines, path, Math.Clamp(last.Line, 1, place.Line), LastLine(stopped, lines, place)) is { } tab)
        {
            findings.Add(tab, "WEIR2006", "This line is indented with a tab.", "Indent with spaces: YAML does not take tabs.");
            return tab;
        }

        // A bracket that is open at the very end of the file stops the parser before it tells of the bracket.
        var endsOpen = string.Concat(lines).TrimEnd() is [.., '[' or '{' or ','];
        open ??= endsOpen || stopped is not YamlException ? LastBracket(lines, path) : null;
        if (open is { } bracket && (endsOpen || bracket.Line < place.Line || stopped is not YamlException))
        {
            findings.Add(bracket, "WEIR2005", "This bracket is never closed.", $"Close it with a '{Closing(lines, bracket)}', indented deeper than its key.");
            return bracket;
        }

        var (message, hint) = Words(stopped.Message, lines[place.Line - 1], place.Column);
        findings.Add(place, "WEIR2005", message, hint);
        return place;
    }

    /// <summary>The last line that may have stopped the parser: of tabs it tells only that there are some.</summary>
    private static int LastLine(Exception stopped, string[] lines, Place place) => stopped switch
    {
        _ when stopped.Message.Contains("tab", StringComparison.Ordinal) => lines.Length,
        YamlException { End.Line: > 0 } e => (int)Math.Min(Math.Max(e.End.Line, place.Line), lines.Length),
        _ => place.Line,
    };

    private static Place? LastBracket(string[] lines, string path)
    {
        for (var line = lines.Length; line > 0; line--)
        {
            var column = lines[line - 1].AsSpan().LastIndexOfAny('[', '{');
            if (column >= 0)
            {
                return new Place(path, line, column + 1);
            }
        }

        return null;
    }

    private static Place? Tab(string[] lines, string path, int first, int last)
    {
        for (var line = first; line <= last; line++)
        {
            var text = lines[line - 1];
            var indent = text.Length - text.TrimStart().Length;
            var tab = text.AsSpan(0, indent).IndexOf('\t');
            if (tab >= 0 && indent < text.Length && text[indent] != '#')
            {
                return new Place(path, line, tab + 1);
            }
        }

        return null;
    }

    private static char Closing(string[] lines, Place bracket) => Character(lines[bracket.Line - 1], bracket.Column) == '[' ? ']' : '}';

    private static (string Message, string Hint) Words(string said, string line, int column)
    {
        var here = Character(line, column);
        return said switch
        {
            _ when line.Contains(": {{", StringComparison.Ordinal) || line.Contains("- {{", StringComparison.Ordinal) =>
                ("This template is not in quotes.", "Put it in double quotes: to YAML a '{' starts a map."),
            _ when here is '@' or '`' or '%' =>
                ($"A text may not start with '{here}'.", $"Put it in quotes: \"{here}…\"."),
            _ when Has("unexpected end of stream") && here is '"' or '\'' =>
                ("This text in quotes is never closed.", $"Close it with a {here}."),
            _ when here is '"' or '\'' && Has("escape") =>
                ("This text in double quotes has a backslash that starts no known escape.", "Write \\\\ for a backslash, or use single quotes."),
            _ when here is '"' or '\'' && Has("surrogate") =>
                ("This text holds half a character: a lone surrogate.", "Remove the \\u escape, or write both halves."),
            _ when here is '"' or '\'' && Has("indentation") =>
                ("This text in quotes is never closed, or its next line is not indented.", $"Close it with a {here} on the same line."),
            _ when here is '{' or '[' =>
                ("This bracket is never closed, or what is in it is not separated by commas.", $"Check its commas, and close it with a '{(here == '{' ? '}' : ']')}'."),
            _ when Has("invalid mapping") || Has("Mapping values are not allowed") =>
                ("There is a second ': ' on this line.", "Put a text that holds ': ' in quotes, or start the inner map on a line of its own."),
            _ when Has("sequence entries") =>
                ("A '- ' may not stand here.", "Start the list on a line of its own, or put the text in quotes."),
            _ when Has("expected key") =>
                ("This line does not fit the lines above it.", "Write 'key: value', and indent it as far as the other keys of its map."),
            _ when Has("'-' indicator") =>
                ("This line does not fit the list above it.", "Start it with '- ', as far in as the other items."),
            _ when Has("incompatible") => ("This version of YAML is not known.", "Remove the %YAML line."),
            _ => ("This is not valid YAML.", "Check the quotes, brackets, colons and indentation here and on the line before."),
        };

        bool Has(string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    private static char Character(string line, int column) => column >= 1 && column <= line.Length ? line[column - 1] : ' ';
}

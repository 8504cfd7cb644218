namespace Weir.Project.Yaml;

/// <summary>
/// The parts of a file under its top-level keys. A part that cannot be parsed is blanked out, so that the mistakes of the
/// other parts are found too.
/// </summary>
internal sealed class YamlSections(string text)
{
    private readonly string[] _lines = text.Split('\n');
    private readonly HashSet<string> _lost = [];

    /// <summary>The text as it now is.</summary>
    public string Text => string.Join('\n', _lines);

    /// <summary>The lines as they now are, without their ends.</summary>
    public string[] Lines => [.. _lines.Select(line => line.TrimEnd('\r'))];

    /// <summary>The keys of the parts that were blanked out.</summary>
    public IReadOnlySet<string> Lost => _lost;

    /// <summary>Blanks the part that a line belongs to.</summary>
    /// <returns>False when there is nothing left to blank.</returns>
    public bool Blank(int line)
    {
        var first = Math.Clamp(line - 1, 0, _lines.Length - 1);
        while (first > 0 && !Starts(_lines[first]))
        {
            first--;
        }

        var after = first + 1;
        while (after < _lines.Length && !Starts(_lines[after]))
        {
            after++;
        }

        _lost.Add(_lines[first].Split(':')[0].Trim().Trim('"', '\''));
        var blanked = false;
        for (var at = first; at < after; at++)
        {
            blanked |= !string.IsNullOrWhiteSpace(_lines[at]);
            _lines[at] = "";
        }

        return blanked;
    }

    private static bool Starts(string line) => line is [not (' ' or '\t' or '\r' or '#' or '-' or '{' or '[' or '}' or ']' or '%' or '.'), ..];
}

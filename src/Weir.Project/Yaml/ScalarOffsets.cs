namespace Weir.Project.Yaml;

/// <summary>Finds the place of a character of a scalar's value in the file: past quotes, escapes and folded lines.</summary>
internal static class ScalarOffsets
{
    /// <param name="raw">The scalar as it stands in the file, quotes and block header included.</param>
    /// <param name="value">What it means.</param>
    /// <param name="offset">The character of the value.</param>
    /// <returns>Lines below the scalar's first, and characters from the start of the scalar or of that line.</returns>
    public static (int Line, int Column) Locate(string raw, string value, int offset)
    {
        var at = raw switch
        {
            ['"' or '\'', ..] => 1,
            ['|' or '>', ..] => Math.Max(raw.IndexOf('\n', StringComparison.Ordinal), 0),
            _ => 0,
        };
        for (var read = 0; read <= offset && read < value.Length; read++)
        {
            at = Next(raw, at, value[read]);
            if (read < offset)
            {
                at += Width(raw, at);
            }
        }

        var last = Math.Min(at, raw.Length);
        var start = last == 0 ? -1 : raw.LastIndexOf('\n', last - 1);
        return (raw.AsSpan(0, last).Count('\n'), start < 0 ? last : last - start - 1);
    }

    /// <summary>Where the next character of the value stands, from <paramref name="at"/> on.</summary>
    private static int Next(string raw, int at, char wanted)
    {
        if (char.IsWhiteSpace(wanted))
        {
            return at;
        }

        while (at < raw.Length && char.IsWhiteSpace(raw[at]))
        {
            at++;
        }

        return at + 1 < raw.Length && raw[0] == '"' && raw[at] == '\\' && raw[at + 1] is '\r' or '\n'
            ? Next(raw, at + 1, wanted)
            : at;
    }

    /// <summary>How many characters of the file make the one character of the value that starts at <paramref name="at"/>.</summary>
    private static int Width(string raw, int at) => raw switch
    {
        _ when at + 1 >= raw.Length => 1,
        ['\'', ..] when raw[at] == '\'' => 2,
        ['"', ..] when raw[at] == '\\' => raw[at + 1] switch { 'x' => 4, 'u' => 6, 'U' => 10, _ => 2 },
        _ => 1,
    };
}

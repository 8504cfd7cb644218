using System.Text;
using System.Text.RegularExpressions;

namespace Weir.Examples.Tests;

/// <summary>
/// A page of Markdown as its reader follows it: what stands in <c>sh</c> blocks is typed, what stands in <c>yaml</c> blocks is
/// written into <c>weir.yaml</c>, or into the file that is named after <c>yaml</c>. All of it makes one script, which waits for nothing and tries nothing twice. Files of SQLite are made
/// before, since not every machine has <c>sqlite3</c>.
/// </summary>
internal static partial class Guide
{
    /// <summary>The files of SQLite that are made on a page, each with its statements.</summary>
    public static IEnumerable<(string File, string[] Statements)> DatabasesOf(string page) =>
        from line in File.ReadLines(page)
        let made = Sqlite.Match(line)
        where made.Success
        select (made.Groups[1].Value, made.Groups[2].Value.Split(';', StringSplitOptions.RemoveEmptyEntries));

    public static string ScriptOf(string page)
    {
        var script = new StringBuilder("set -eu\n");
        string? language = null;
        foreach (var line in File.ReadLines(page))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                script.Append(FileOf(language) is null ? "" : "YAML\n");
                language = language is null ? line[3..] : null;
                script.Append(FileOf(language) is { } file ? $"mkdir -p \"$(dirname {file})\"; cat >> {file} <<'YAML'\n" : "");
            }
            else if (FileOf(language) is not null)
            {
                script.Append(line).Append('\n');
            }
            else if (language == "sh")
            {
                script.Append(Sqlite.Replace(line, "cp \"$HOME/$1\" .")).Append('\n');
            }
        }

        return script.ToString();
    }

    private static string? FileOf(string? language) => language?.Split(' ') switch
    {
        ["yaml"] => "weir.yaml",
        ["yaml", var file] => file,
        _ => null,
    };

    [GeneratedRegex("^sqlite3 (\\S+) \"(.+)\"$")]
    private static partial Regex Sqlite { get; }
}

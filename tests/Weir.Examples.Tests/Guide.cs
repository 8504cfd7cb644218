using System.Text;

namespace Weir.Examples.Tests;

/// <summary>
/// A page of Markdown as its reader follows it: what stands in <c>sh</c> blocks is typed, what stands in <c>yaml</c> blocks is
/// written into <c>weir.yaml</c>. All of it makes one script, which waits for nothing and tries nothing twice.
/// </summary>
internal static class Guide
{
    public static string ScriptOf(string page)
    {
        var script = new StringBuilder("set -eu\n");
        string? language = null;
        foreach (var line in File.ReadLines(page))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                script.Append(language == "yaml" ? "YAML\n" : "");
                language = language is null ? line[3..] : null;
                script.Append(language == "yaml" ? "cat >> weir.yaml <<'YAML'\n" : "");
            }
            else if (language == "yaml")
            {
                script.Append(line).Append('\n');
            }
            else if (language == "sh")
            {
                script.Append(line).Append('\n');
            }
        }

        return script.ToString();
    }
}

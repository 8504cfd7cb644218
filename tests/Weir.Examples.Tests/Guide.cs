using System.Text;

namespace Weir.Examples.Tests;

/// <summary>
/// A page of Markdown as its reader follows it: what stands in <c>sh</c> blocks is typed, what stands in <c>yaml</c> blocks is
/// written into <c>weir.yaml</c>. All of it makes one script.
/// </summary>
internal static class Guide
{
    /// <summary>What a reader does without being told: types the rest into another terminal, and asks again when it was too early.</summary>
    private const string Reader =
        """
        set -eu
        up=
        weir() {
          for again in {1..100}; do
            if command weir "$@"; then return 0; fi
            if [[ -z $up || $1 != query ]]; then return 1; fi
            sleep 0.2
          done
          return 1
        }
        keep_running() {
          command weir up > up.log &
          up=$!
          until grep -q '^ready' up.log; do kill -0 "$up"; sleep 0.05; done
        }

        """;

    private const string Goodbye =
        """

        if [[ -n $up ]]; then
          kill -TERM "$up"
          wait "$up"
        fi

        """;

    public static string ScriptOf(string page)
    {
        var script = new StringBuilder(Reader);
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
                script.Append(line.StartsWith("weir up ", StringComparison.Ordinal) && !line.Contains("--exit", StringComparison.Ordinal)
                    ? "keep_running"
                    : line).Append('\n');
            }
        }

        return script.Append(Goodbye).ToString();
    }
}

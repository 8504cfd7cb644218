using System.Text;
using System.Text.RegularExpressions;

using Weir.Failures;
using Weir.Project.Yaml;

namespace Weir.Project;

/// <summary>
/// Keeps passwords out of mistakes. A password belongs into no project file, but one that got there, under whatever key, is not to
/// reach terminals and the logs of builds, too.
/// </summary>
/// <remarks>
/// It goes by the text alone, for a file may be so wrong that nothing is known of its structure: a line that lies under a key like
/// <c>connections</c>, or that has a key like <c>password</c>, is not to be shown, and what a message quotes of it is left out unless it
/// is a key.
/// </remarks>
internal static partial class SecretLines
{
    private const string Connections = "connections";

    /// <summary>The mistakes as they may be told.</summary>
    public static IReadOnlyList<Diagnostic> Conceal(IReadOnlyList<Diagnostic> mistakes, IReadOnlyList<SourceFile> files)
    {
        var lines = new Dictionary<string, string[]>();
        foreach (var file in files.Where(file => mistakes.Any(mistake => mistake.File == file.Path)))
        {
            lines[file.Path] = Encoding.UTF8.GetString(file.Content).Split('\n');
        }

        return [.. mistakes.Select(mistake => lines.TryGetValue(mistake.File, out var of) ? Conceal(mistake, of) : mistake)];
    }

    private static Diagnostic Conceal(Diagnostic mistake, string[] lines)
    {
        if (mistake.Line < 1 || mistake.Line > lines.Length || !IsSecret(lines, mistake.Line - 1))
        {
            return mistake;
        }

        var line = lines[mistake.Line - 1];
        return mistake with
        {
            IsSecret = true,
            Failure = mistake.Failure with { Message = Told(mistake.Failure.Message, line), Hint = mistake.Failure.Hint is { } hint ? Told(hint, line) : null },
        };
    }

    private static bool IsSecret(string[] lines, int at)
    {
        if (SecretWord.IsMatch(lines[at]))
        {
            return true;
        }

        while (at > 0 && !TopKey.IsMatch(lines[at]))
        {
            at--;
        }

        var top = TopKey.Match(lines[at]);
        return top.Success
            ? Nearest.To(top.Groups[1].Value, [Connections]) is not null
            : lines.Any(line => line.Contains(Connections, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A text without what it quotes of a line, but for keys: of these one wants to know which.</summary>
    private static string Told(string text, string line) => Quoted.Replace(
        text,
        quoted => quoted.Groups[2].Value is var word && line.Contains(word, StringComparison.Ordinal) && !IsKey(word, line)
            ? $"{quoted.Groups[1].Value}…{quoted.Groups[1].Value}"
            : quoted.Value);

    private static bool IsKey(string word, string line) => Regex.IsMatch(line, $@"(^|[\s{{,""'])[""']?{Regex.Escape(word)}[""']?\s*:(\s|$)") && Word.IsMatch(word);

    [GeneratedRegex("""^["']?([\w-]+)["']?\s*:""", RegexOptions.CultureInvariant)]
    private static partial Regex TopKey { get; }

    [GeneratedRegex(
        """(pass|pwd|secret|token|credential|api_?key|web_?ho?ok|url|authorization)[\w-]*["']?\s*:\s*[^\s{\[|>#]|://[^/\s]*@|://hooks\.""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex SecretWord { get; }

    [GeneratedRegex("""(['"])(.+?)\1""", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted { get; }

    [GeneratedRegex(@"^[A-Za-z_][\w-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Word { get; }
}

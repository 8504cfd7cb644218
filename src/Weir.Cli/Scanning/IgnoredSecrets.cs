using System.Globalization;

using Weir.Failures;
using Weir.Functions;

namespace Weir.Cli.Scanning;

/// <summary>What <c>.weirsecretsignore</c> says is not to be told: files by pattern, and kinds of secrets in them.</summary>
internal sealed class IgnoredSecrets
{
    public const string FileName = ".weirsecretsignore";

    private readonly List<(FilePattern Files, string? Rule)> _entries = [];

    /// <summary>Reads the file, when it is there.</summary>
    /// <param name="folder">The folder in which it stands, and from which its patterns go.</param>
    /// <exception cref="RefusedException">WEIR6823: a line cannot be read.</exception>
    public static IgnoredSecrets In(string folder)
    {
        var ignored = new IgnoredSecrets();
        var path = Path.Combine(folder, FileName);
        foreach (var (index, line) in (File.Exists(path) ? File.ReadLines(path) : []).Index())
        {
            if (line.Trim() is { Length: > 0 } text && text[0] != '#')
            {
                ignored._entries.Add(Parsed(text, index + 1));
            }
        }

        return ignored;
    }

    /// <summary>Whether nothing is to be told of a file.</summary>
    public bool Has(string file) => _entries.Exists(entry => entry.Rule is null && entry.Files.Matches(file));

    /// <summary>Whether something found is not to be told.</summary>
    public bool Has(FoundSecret found) => _entries.Exists(entry => (entry.Rule is null || entry.Rule == found.Rule) && entry.Files.Matches(found.File));

    private static (FilePattern Files, string? Rule) Parsed(string text, int line)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var rule = words.Length == 2 ? words[1] : null;
        return words.Length <= 2 && FilePattern.TryParse(words[0], out var files, out _) && (rule is null || SecretRules.All.Any(known => known.Name == rule))
            ? (files, rule)
            : throw new RefusedException(new Failure(
                "WEIR6823",
                string.Create(CultureInfo.InvariantCulture, $"Line {line} of {FileName} is not a pattern of files, or one and a kind of secret."),
                $"Write tests/data/** or tests/data/** assignment; kinds are {string.Join(", ", SecretRules.All.Select(known => known.Name))}."));
    }
}

using System.Text;
using System.Text.RegularExpressions;

namespace Weir.Cli.Scanning;

/// <summary>Looks for likely secrets in a text, line by line.</summary>
internal static class SecretScan
{
    /// <summary>A line that has these words is not looked at: somebody did.</summary>
    public const string Allow = "weir:allow-secret";

    /// <summary>As many letters of a secret as are told, so that it can be found.</summary>
    private const int Told = 4;

    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>The likely secrets in a file; none in one that is no text.</summary>
    /// <param name="file">What it is called.</param>
    /// <param name="content">What is in it.</param>
    public static IEnumerable<FoundSecret> In(string file, byte[] content)
    {
        if (TextOf(content) is not { } text)
        {
            yield break;
        }

        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (!line.Contains(Allow, StringComparison.OrdinalIgnoreCase))
            {
                foreach (var (rule, value) in InLine(line.TrimEnd('\r')))
                {
                    yield return new FoundSecret(file, number, value.Index + 1, rule.Name, $"{rule.What}: {value.Value[..Math.Min(Told, value.Length / 3)]}…");
                }
            }
        }
    }

    private static List<(SecretRule Rule, Capture Value)> InLine(string line)
    {
        var found = new List<(SecretRule Rule, Capture Value)>();
        foreach (var rule in SecretRules.All.Where(rule => line.Length <= rule.LongestLine))
        {
            foreach (Match match in rule.Pattern.Matches(line))
            {
                Capture value = match.Groups["value"] is { Success: true } group ? group : match;
                if (rule.IsLikely(value.Value) && !found.Exists(other => other.Value.Index < value.Index + value.Length && value.Index < other.Value.Index + other.Value.Length))
                {
                    found.Add((rule, value));
                }
            }
        }

        found.Sort((one, other) => one.Value.Index.CompareTo(other.Value.Index));
        return found;
    }

    private static string? TextOf(byte[] content)
    {
        try
        {
            return content switch
            {
                [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(content.AsSpan(2)),
                [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(content.AsSpan(2)),
                _ when content.AsSpan().Contains((byte)0) => null,
                _ => Strict.GetString(content),
            };
        }
        catch (ArgumentException)
        {
            // Of an older encoding, or no text at all: what secrets are made of is the same in all of them.
            return Encoding.Latin1.GetString(content);
        }
    }
}

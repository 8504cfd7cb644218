using System.Text.RegularExpressions;

namespace Weir.Cli.Scanning;

/// <summary>What a kind of secret looks like.</summary>
/// <param name="Name">How it is called, in reports and in what is to be ignored.</param>
/// <param name="What">What was found, as the beginning of a sentence.</param>
/// <param name="Pattern">What it looks like in a line. The group <c>value</c> is the secret; all of it when there is none.</param>
internal sealed record SecretRule(string Name, string What, Regex Pattern)
{
    /// <summary>Whether a value that looks like it is likely to be one. Always by default.</summary>
    public Func<string, bool> IsLikely { get; init; } = _ => true;

    /// <summary>The longest line that it is looked for in.</summary>
    public int LongestLine { get; init; } = 1 << 20;
}

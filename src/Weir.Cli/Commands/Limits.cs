using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Weir.Cli.Commands;

/// <summary>How much of a long list is printed.</summary>
internal static class Limits
{
    private const int Default = 50;

    /// <summary>What one question to an environment may ask for.</summary>
    private const int Largest = 10_000;

    /// <param name="what">What is listed.</param>
    /// <param name="usual">How many of it when nothing is said.</param>
    public static Option<int> Option(string what, int usual = Default) => new("--limit", "-n")
    {
        Description = $"How many {what} at the most.",
        HelpName = "N",
        DefaultValueFactory = _ => usual,
        CustomParser = Parse,
    };

    private static int Parse(ArgumentResult typed)
    {
        var text = typed.Tokens[^1].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= Largest)
        {
            return limit;
        }

        typed.AddError($"--limit takes a number from 1 to {Largest}, not '{text}'.");
        return Default;
    }
}

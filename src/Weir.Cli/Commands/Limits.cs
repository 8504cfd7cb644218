using System.CommandLine;

namespace Weir.Cli.Commands;

/// <summary>How much of a long list is printed.</summary>
internal static class Limits
{
    private const int Default = 50;

    /// <summary>The option; the largest value is what one question to an environment may ask for.</summary>
    public static Option<int> Option(string what)
    {
        var limit = new Option<int>("--limit", "-n")
        {
            Description = $"How many {what} at the most.",
            HelpName = "N",
            DefaultValueFactory = _ => Default,
        };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 10_000)
            {
                result.AddError("--limit takes a number from 1 to 10000.");
            }
        });
        return limit;
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Weir.Cli.Commands;

/// <summary>Points in time, as people type them.</summary>
internal static class Instants
{
    private static readonly string[] Forms =
        ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd HH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    public static Option<DateTimeOffset?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = Parse,
    };

    private static DateTimeOffset? Parse(ArgumentResult typed)
    {
        var text = typed.Tokens[^1].Value;
        if (DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        typed.AddError($"{((OptionResult)typed.Parent!).Option.Name} takes a time such as 2026-11-20 or 2026-11-20T08:30Z, not '{text}'.");
        return null;
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Weir.Cli.Commands;

/// <summary>Sizes, as people type them.</summary>
internal static class Sizes
{
    private static readonly (string Unit, int Shift)[] Units = [("KB", 10), ("MB", 20), ("GB", 30), ("B", 0)];

    public static Option<long?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SIZE",
        CustomParser = Parse,
    };

    private static long? Parse(ArgumentResult typed)
    {
        var text = typed.Tokens[^1].Value;
        foreach (var (unit, shift) in Units)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && int.TryParse(text[..^unit.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && count > 0)
            {
                return (long)count << shift;
            }
        }

        typed.AddError($"{((OptionResult)typed.Parent!).Option.Name} takes a size such as 500KB, 128MB or 1GB, not '{text}'.");
        return null;
    }
}

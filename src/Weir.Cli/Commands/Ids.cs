using System.CommandLine.Parsing;
using System.Globalization;

namespace Weir.Cli.Commands;

/// <summary>Numbers by which people name what a command lists.</summary>
internal static class Ids
{
    /// <summary>Reads numbers.</summary>
    /// <param name="asker">What takes them, such as <c>unload</c>.</param>
    /// <param name="lister">The command that lists them.</param>
    public static Func<ArgumentResult, long[]> Parse(string asker, string lister) => typed =>
    {
        var ids = new List<long>();
        foreach (var token in typed.Tokens)
        {
            if (!long.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                typed.AddError($"{asker} takes the numbers that '{lister}' lists, not '{token.Value}'.");
                return [];
            }

            ids.Add(id);
        }

        return [.. ids];
    };
}

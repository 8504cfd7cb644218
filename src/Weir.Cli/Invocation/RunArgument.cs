using System.CommandLine;
using System.CommandLine.Parsing;

using Weir.Runs;

namespace Weir.Cli.Invocation;

/// <summary>The run that a command is about.</summary>
internal static class RunArgument
{
    /// <param name="command">The command, for what is said of a wrong id.</param>
    public static Argument<RunId> For(string command) => new("run")
    {
        Description = "The run, by the id that 'weir runs' lists.",
        HelpName = "RUN",
        CustomParser = typed => Read(typed, command),
    };

    /// <summary>An id as it was typed.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="taker">What takes it, for what is said of a wrong id.</param>
    public static RunId Read(ArgumentResult typed, string taker)
    {
        if (!RunId.TryParse(typed.Tokens[0].Value, out var id))
        {
            typed.AddError($"{taker} takes an id that 'weir runs' lists, such as run_0190…, not '{typed.Tokens[0].Value}'.");
        }

        return id;
    }
}

using System.CommandLine;
using System.Text;

namespace Weir.Cli.Invocation;

/// <summary>Writes the reference of the command line: what the help pages say, as one page in Markdown.</summary>
internal static class ReferencePage
{
    private const string Opening =
        """
        # The command line

        <!-- Generated from the commands. Change those, then run:
             WEIR_WRITE_REFERENCE=1 dotnet test tests/Weir.Tests --filter ReferencePageTests -->

        `weir COMMAND [options]` works on the project in the current folder, or in the one that `--project` names. While a `weir up`
        runs that project, other commands talk to it; while none does, they work on the files themselves.

        On a terminal, lists are boxes that fit its width, numbers and times are as people read them, and long work shows its
        progress. In a pipe the same lists are plain, whole and stable: a header line, times in UTC, sizes in bytes, no colours.
        Results go to standard output, progress and errors to standard error. An error has a
        code, which [errors.md](errors.md) explains, and where possible a hint.

        `NO_COLOR` turns colours off. `--` ends the options, for a file or key that begins with a dash.

        """;

    public static string Text(CommandTree commands)
    {
        var page = new StringBuilder(Opening);
        page.Append("\n| exit code | meaning |\n|---|---|\n");
        foreach (var code in ExitCodes.All)
        {
            page.Append($"| {code.Number} | {code.Meaning} |\n");
        }

        page.Append("\nEvery command takes these:\n");
        WriteOptions(page, commands.Root.Options);
        foreach (var group in commands.Groups)
        {
            page.Append($"\n## {group.Heading}\n");
            foreach (var command in group.Commands)
            {
                Write(page, command);
            }
        }

        return page.ToString();
    }

    private static void Write(StringBuilder page, WeirCommand command)
    {
        page.Append($"\n### weir {command.FullName}\n\n{command.Description}\n");
        page.Append($"\n```\nweir {HelpPage.CallOf(command)} [options]\n```\n");
        if (command.Arguments.Count > 0)
        {
            page.Append("\n| argument | meaning |\n|---|---|\n");
            foreach (var argument in command.Arguments)
            {
                page.Append($"| {Code(argument.HelpName ?? argument.Name)} | {Cell(argument.Description)} |\n");
            }
        }

        WriteOptions(page, command.Options);
        if (command.Remarks is { } remarks)
        {
            page.Append($"\n{remarks}\n");
        }

        page.Append("\n```\n");
        foreach (var example in command.Examples)
        {
            page.Append($"# {example.Meaning}\n{example.Call}\n");
        }

        page.Append("```\n");
    }

    private static void WriteOptions(StringBuilder page, IEnumerable<Option> options)
    {
        var all = options.ToList();
        if (all.Count == 0)
        {
            return;
        }

        page.Append("\n| option | meaning |\n|---|---|\n");
        foreach (var option in all)
        {
            page.Append($"| {Code(HelpPage.SpellingOf(option))} | {Cell(HelpPage.MeaningOf(option))} |\n");
        }
    }

    private static string Code(string text) => $"`{Cell(text)}`";

    // A bar would end the cell, also within a code span.
    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);
}

using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir unload LOAD...</c>.</summary>
internal sealed class UnloadCommand : OperationsCommand
{
    private readonly Argument<long[]> _loads = new("loads")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "The loads, by the numbers that 'weir loads' lists.",
        HelpName = "LOAD...",
        CustomParser = Ids.Parse("unload", "weir loads"),
    };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Prints which rows would be added, changed and removed, and changes nothing. Several loads are looked at each by itself.",
    };

    public UnloadCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("unload", "Takes exactly the rows that loads published out of their tables.", terminal, common, access)
    {
        Synopsis = "LOAD...";
        Remarks = "The files stay where they are, and are loaded again when they land again. What their rows had taken the place of\n"
            + "comes back: with merge and scd2 the rows of other loads, with replace those of the file before, if it is still there.";
        Examples = [new("weir unload 17", "the rows of one load"), new("weir unload 17 --dry-run", "which rows that would change"), new("weir unload 17 18 19", "those of several, one after the other")];
        Arguments.Add(_loads);
        Options.Add(_dryRun);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var unloaded = new List<UnloadedLoad>();
        var isDryRun = call.GetValue(_dryRun);
        foreach (var load in call.GetRequiredValue(_loads))
        {
            var done = await opened.Operations.UnloadAsync(load, isDryRun, cancellationToken);
            unloaded.Add(done);
            if (!call.GetValue(Common.Json))
            {
                Print(done, isDryRun);
            }
        }

        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, unloaded, OperationsJson.Default.UnloadedLoad);
        }

        return ExitCodes.Fine;
    }

    private void Print(UnloadedLoad load, bool isDryRun)
    {
        var isOne = load.StandingFile?.Contains(", ", StringComparison.Ordinal) == false;
        var restored = load.StandingFile is { } file ? $"; {file} {(isDryRun ? "would stand" : isOne ? "stands" : "stand")} there again" : "";
        Terminal.Out.WriteLine(isDryRun
            ? $"{Terminal.Ink.Green("would unload")} load {load.LoadId} of {TextWidth.OneLine(load.File)} from {load.Table}{restored}"
            : $"{Terminal.Ink.Green("unloaded")} {Quantity.Of(load.RowsRemoved, "row")} of {TextWidth.OneLine(load.File)} from {load.Table}{restored}");
        DiffPrinter.Print(Terminal, load.Diffs);
    }
}

using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Runs;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir show RUN</c>.</summary>
internal sealed class ShowCommand : OperationsCommand
{
    private readonly Argument<RunId> _run = RunArgument.For("show");

    public ShowCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("show", "Shows a run: every go at every step, when, how long, what failed, what functions answered, and what it read and wrote.", terminal, common, access)
    {
        Synopsis = "RUN";
        Remarks = "A run whose process died or whose step failed goes on after its last finished step: a finished step is not done again.";
        Examples = [new("weir show run_019a94f3c0d17e20b6f2a1c04d5e6f70", "one of those that 'weir runs' lists")];
        Arguments.Add(_run);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var run = call.GetRequiredValue(_run);
        var shown = await opened.Operations.ShowRunAsync(run, cancellationToken);
        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, shown, OperationsJson.Default.ShownRun);
            return ExitCodes.Fine;
        }

        ShownRunPrinter.Print(Terminal, shown);
        ShownRunPrinter.Print(Terminal, shown.Run, await opened.Operations.ListRunEventsAsync(run, ShownRunPrinter.Events + 1, null, cancellationToken));
        return ExitCodes.Fine;
    }
}

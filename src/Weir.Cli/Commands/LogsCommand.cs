using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Runs;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir logs RUN</c>.</summary>
internal sealed class LogsCommand : OperationsCommand
{
    private readonly Argument<RunId> _run = RunArgument.For("logs");

    private readonly Option<string?> _step = new("--step")
    {
        Description = "Only what this step wrote.",
        HelpName = "NAME",
    };

    public LogsCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("logs", "Prints what the functions that a run called wrote.", terminal, common, access)
    {
        Synopsis = "RUN";
        Remarks = "Every go at a step has a log of its own, of which the last 64 KB are kept, as long as the run is.";
        Examples = [new("weir logs run_019a94f3c0d17e20b6f2a1c04d5e6f70 --step curate", "one step of a run that 'weir runs' lists")];
        Arguments.Add(_run);
        Options.Add(_step);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var shown = await opened.Operations.ShowRunAsync(call.GetRequiredValue(_run), cancellationToken);
        var only = call.GetValue(_step);
        var written = shown.Steps.Where(step => step.Log is not null && (only is null || step.Step == only)).ToList();
        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, written, OperationsJson.Default.ListedStep);
            return ExitCodes.Fine;
        }

        foreach (var step in written)
        {
            Terminal.Out.WriteLine(Terminal.Ink.Dim($"== {step.Step}, attempt {Quantity.Count(step.Attempt)}, {step.State}"));
            Terminal.Out.WriteLine(step.Log);
        }

        if (written.Count == 0 && Terminal.IsErrorInteractive)
        {
            Terminal.Error.WriteLine("Nothing was written.");
        }

        return ExitCodes.Fine;
    }
}

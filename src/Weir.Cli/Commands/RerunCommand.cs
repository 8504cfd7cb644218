using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Runs;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir rerun RUN [--from start|failed]</c>.</summary>
internal sealed class RerunCommand : OperationsCommand
{
    private const string FromStart = "start";
    private const string FromFailed = "failed";
    private const string ExampleRun = "run_019a94f3c0d17e20b6f2a1c04d5e6f70";

    private readonly Argument<RunId> _run = RunArgument.For("rerun");

    private readonly Option<string> _from = new("--from")
    {
        Description = "Where to begin: at the start, as a new run; or at the step that failed, in the same one.",
        HelpName = "start|failed",
        DefaultValueFactory = _ => FromStart,
        CustomParser = typed =>
        {
            var place = typed.Tokens[0].Value;
            if (place is not (FromStart or FromFailed))
            {
                typed.AddError($"--from takes {FromStart} or {FromFailed}, not '{place}'.");
            }

            return place;
        },
    };

    public RerunCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("rerun", "Runs again what has run: from the start, or on from the step that failed.", terminal, common, access)
    {
        Synopsis = "RUN [--from start|failed]";
        Remarks =
            "It runs with the project as it is now, and does not wait for the end: 'weir show' has it. A run from the start is made of\n"
            + "the same event, also where a dedupe_key would stop it; an object that it is about must not have changed since.";
        Examples =
        [
            new($"weir rerun {ExampleRun}", "a new run for the same event, one of those that 'weir runs' lists"),
            new($"weir rerun {ExampleRun} --from failed", "the steps that are done are not done again"),
        ];
        Arguments.Add(_run);
        Options.Add(_from);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var order = new RerunOrder(call.GetRequiredValue(_run).ToString(), call.GetValue(_from) == FromFailed);
        var repeated = await opened.Operations.RerunAsync(order, cancellationToken);
        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, repeated, OperationsJson.Default.RepeatedRun);
            return ExitCodes.Fine;
        }

        Terminal.Out.WriteLine(repeated.FromStep is { } step
            ? $"{Terminal.Ink.Green("going on")} {repeated.Pipeline}, run {repeated.Id}, from {step}"
            : $"{Terminal.Ink.Green("asked for")} {repeated.Pipeline}, run {repeated.Id}");
        UpHint.Print(Terminal, opened.IsServed, "It waits");
        return ExitCodes.Fine;
    }
}

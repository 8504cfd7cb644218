using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Runs;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir rerun RUN [--from start|failed] [--code latest|original]</c>.</summary>
internal sealed class RerunCommand : OperationsCommand
{
    private const string FromStart = "start";
    private const string FromFailed = "failed";
    private const string Latest = "latest";
    private const string Original = "original";
    private const string ExampleRun = "run_019a94f3c0d17e20b6f2a1c04d5e6f70";

    private readonly Argument<RunId> _run = RunArgument.For("rerun");

    private readonly Option<string> _from = Choice(
        "--from", "Where to begin: at the start, as a new run; or at the step that failed, in the same one.", FromStart, FromFailed);

    private readonly Option<string> _code = Choice(
        "--code", "What to run: the project as it is when the run begins; or as it was, with its SQL, functions and scripts.", Latest, Original);

    public RerunCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("rerun", "Runs again what has run: from the start, or on from the step that failed.", terminal, common, access)
    {
        Synopsis = "RUN [--from start|failed] [--code latest|original]";
        Remarks =
            "A run from the start is made of the same event, also where a dedupe_key would stop it; an object that it is about must not\n"
            + "have changed since. It runs with the project as it is now, so that what was put right is taken; with --code original, as it\n"
            + "was when the earlier run began, for as long as that one is kept. It does not wait for the end: 'weir show' has it.";
        Examples =
        [
            new($"weir rerun {ExampleRun}", "a new run for the same event, one of those that 'weir runs' lists"),
            new($"weir rerun {ExampleRun} --from failed", "the steps that are done are not done again"),
            new($"weir rerun {ExampleRun} --code original", "what did it do then? with the pipeline, SQL, functions and scripts of that time"),
        ];
        Arguments.Add(_run);
        Options.Add(_from);
        Options.Add(_code);
        Options.Add(common.Json);
    }

    private static Option<string> Choice(string name, string description, string usual, string other) => new(name)
    {
        Description = description,
        HelpName = $"{usual}|{other}",
        DefaultValueFactory = _ => usual,
        CustomParser = typed =>
        {
            var chosen = typed.Tokens[0].Value;
            if (chosen != usual && chosen != other)
            {
                typed.AddError($"{name} takes {usual} or {other}, not '{chosen}'.");
            }

            return chosen;
        },
    };

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var order = new RerunOrder(call.GetRequiredValue(_run).ToString(), call.GetValue(_from) == FromFailed, call.GetValue(_code) == Original);
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

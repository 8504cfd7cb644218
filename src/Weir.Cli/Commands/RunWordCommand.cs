using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Runs;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir cancel|pause|resume|approve|reject RUN</c>.</summary>
internal sealed class RunWordCommand : OperationsCommand
{
    private const string ExampleRun = "run_019a94f3c0d17e20b6f2a1c04d5e6f70";

    private readonly string _word;
    private readonly string _done;
    private readonly Argument<RunId> _run;

    private readonly Option<string?> _step = new("--step") { Description = "The step that the answer is for, when several wait for one.", HelpName = "STEP" };

    private readonly Option<string?> _comment = new("--comment", "-m") { Description = "Why; it is kept with the run.", HelpName = "TEXT" };

    private RunWordCommand(string word, string done, string description, Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base(word, description, terminal, common, access)
    {
        (_word, _done) = (word, done);
        Synopsis = "RUN";
        _run = RunArgument.For(word);
        Arguments.Add(_run);
        Options.Add(common.Json);
    }

    /// <summary>All of them.</summary>
    public static IEnumerable<RunWordCommand> All(Terminal terminal, CommonOptions common, EnvironmentAccess access) =>
    [
        new("cancel", "cancelled", "Ends a run that goes on. Its steps under 'always' are done.", terminal, common, access)
        {
            Remarks = "What it is doing is ended at once; a step that waits ends waiting. Runs that it waits for are not ended.",
            Examples = [new($"weir cancel {ExampleRun}", "one of those that 'weir runs' lists as running, waiting or retrying")],
        },
        new("pause", "paused", "Has a run begin no further step until it is resumed.", terminal, common, access)
        {
            Remarks = "Steps that are under way are done to their end.",
            Examples = [new($"weir pause {ExampleRun}", "and go on later with 'weir resume'")],
        },
        new("resume", "resumed", "Has a paused run go on.", terminal, common, access) { Examples = [new($"weir resume {ExampleRun}", "after 'weir pause'")] },
        Answer(new("approve", "approved", "Says yes to a step that waits for a person.", terminal, common, access)
        {
            Remarks = "'weir approvals' lists those that wait. Who said it, when and the comment are outputs of the step.",
            Examples = [new($"weir approve {ExampleRun} -m \"checked the totals\"", "yes, and why")],
        }),
        Answer(new("reject", "rejected", "Says no to a step that waits for a person: the run has failed.", terminal, common, access)
        {
            Remarks = "'weir approvals' lists those that wait.",
            Examples = [new($"weir reject {ExampleRun} -m \"totals are off\"", "no, and why")],
        }),
    ];

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var isAnswer = Options.Contains(_step);
        var run = await opened.Operations.SayAsync(
            new RunWord(
                call.GetRequiredValue(_run).ToString(), _word, isAnswer ? call.GetValue(_step) : null, isAnswer ? call.GetValue(_comment) : null, Environment.UserName),
            cancellationToken);
        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, run, OperationsJson.Default.ListedRun);
            return ExitCodes.Fine;
        }

        Terminal.Out.WriteLine($"{Terminal.Ink.Green(_done)} {run.Pipeline}, run {run.Id}");
        UpHint.Print(Terminal, opened.IsServed, "The run waits");
        return ExitCodes.Fine;
    }

    private static RunWordCommand Answer(RunWordCommand command)
    {
        command.Options.Add(command._step);
        command.Options.Add(command._comment);
        return command;
    }
}

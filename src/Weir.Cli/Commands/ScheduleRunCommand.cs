using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir schedules run NAME</c>.</summary>
internal sealed class ScheduleRunCommand : OperationsCommand
{
    private readonly Argument<string> _name = new("name") { Description = "The pipeline or reconciliation that is to begin.", HelpName = "NAME" };

    public ScheduleRunCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("run", "Has what a schedule starts begin now, whenever its next time is.", terminal, common, access)
    {
        Group = "schedules";
        Synopsis = "NAME";
        Remarks = "It begins once, as if the time had come; also while the schedule is paused. The times that come stay as they are.";
        Examples = [new("weir schedules run nightly", "and see it with 'weir runs'")];
        Arguments.Add(_name);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var fired = await opened.Operations.RunScheduleAsync(call.GetRequiredValue(_name), cancellationToken);
        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, fired, OperationsJson.Default.FiredSchedule);
            return ExitCodes.Fine;
        }

        Terminal.Out.WriteLine($"{Terminal.Ink.Green("started")} {fired.Kind} {fired.Name}{(fired.Run is { } run ? $" {Terminal.Ink.Dim(run)}" : "")}");
        UpHint.Print(Terminal, opened.IsServed, "It waits");
        return ExitCodes.Fine;
    }
}

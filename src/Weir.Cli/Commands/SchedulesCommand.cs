using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Terminals;

namespace Weir.Cli.Commands;

/// <summary><c>weir schedules</c>.</summary>
internal sealed class SchedulesCommand : OperationsCommand
{
    private readonly Option<int> _limit = Limits.Option("schedules");

    public SchedulesCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("schedules", "Lists what is to happen at a time: the project's schedules, and the runs that steps have scheduled.", terminal, common, access)
    {
        Remarks = "Schedules fire while 'weir up' runs. 'weir schedules pause NAME' pauses those of a pipeline or reconciliation.";
        Examples = [new("weir schedules", "when next, and when last"), new("weir schedules --json", "for programs")];
        Options.Add(_limit);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        ScheduleGrid.Print(
            Terminal,
            (await opened.Operations.ListSchedulesAsync(call.GetValue(_limit), after: null, cancellationToken)).Items,
            call.GetValue(Common.Json),
            "Nothing is scheduled; give a pipeline a trigger such as - schedule: \"0 3 * * *\".");
        return ExitCodes.Fine;
    }
}

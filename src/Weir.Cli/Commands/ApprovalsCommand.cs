using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir approvals</c>.</summary>
internal sealed class ApprovalsCommand : OperationsCommand
{
    public ApprovalsCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("approvals", "Lists the steps that wait for a person, the oldest first.", terminal, common, access)
    {
        Remarks = "'weir approve RUN' says yes, 'weir reject RUN' says no.";
        Examples = [new("weir approvals", "what waits for an answer")];
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        Listing.Print(
            Terminal,
            await opened.Operations.ListApprovalsAsync(cancellationToken),
            call.GetValue(Common.Json),
            OperationsJson.Default.ListedApproval,
            "Nothing waits for an answer.",
            [
                new("since", a => new Cell(Quantity.Time(a.Since, Terminal), Tone.Quiet)),
                new("pipeline", a => a.Pipeline, Role: ColumnRole.Yields),
                new("step", a => a.Step, Role: ColumnRole.Yields),
                new("question", a => a.Message, Role: ColumnRole.Note),
                new("run", a => new Cell(a.Run, Tone.Quiet)),
            ]);
        return ExitCodes.Fine;
    }
}

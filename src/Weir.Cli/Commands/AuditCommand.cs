using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Access.Accounts;

namespace Weir.Cli.Commands;

/// <summary><c>weir audit</c>.</summary>
internal sealed class AuditCommand : OperationsCommand
{
    private readonly Option<int> _limit = Limits.Option("entries");

    public AuditCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("audit", "Lists who changed what, the newest first: when, from where, and what became of it.", terminal, common, access)
    {
        Remarks = "What is done through a running 'weir up' is noted, from wherever; and what is done to users and tokens always is. Entries stay for 90 days, "
            + "or for as long as the project's retention says when that is longer. They have no contents and no secrets.";
        Examples = [new("weir audit", "the last ones"), new("weir audit --limit 1000 --json", "for programs")];
        Options.Add(_limit);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        Listing.Print(
            Terminal,
            (await opened.Accounts.ListAuditAsync(call.GetValue(_limit), after: null, cancellationToken)).Items,
            call.GetValue(Common.Json),
            AccountsJson.Default.ListedAudit,
            "Nothing has been noted yet.",
            [
                new("time", entry => new Cell(Quantity.Time(entry.Time, Terminal), Tone.Quiet)),
                new("who", entry => entry.Who, Role: ColumnRole.Yields),
                new("what", entry => entry.What, Role: ColumnRole.Yields),
                new("on", entry => entry.On ?? "", Role: ColumnRole.Yields),
                new("from", entry => new Cell(entry.From, Tone.Quiet)),
                new("result", entry => new Cell(entry.Result, entry.Result is "ok" or ['2', ..] ? Tone.Good : Tone.Doubtful)),
            ]);
        return ExitCodes.Fine;
    }
}

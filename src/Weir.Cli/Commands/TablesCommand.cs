using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir tables</c>.</summary>
internal sealed class TablesCommand : OperationsCommand
{
    public TablesCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("tables", "Lists the tables: how much is in each, when it was loaded last, and what it refused.", terminal, common, access)
    {
        Remarks = "Tables that the project declares are listed before anything is loaded into them; those that it does not declare are there because loads "
            + "or people made them. A table whose files were written a moment ago has no size yet, and a view has neither rows nor size.";
        Examples = [new("weir tables", "what there is"), new("weir tables --json | jq -r '.[] | select(.quarantined > 0).table'", "those that refused rows")];
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        Listing.Print(
            Terminal,
            await opened.Tables.ListTablesAsync(cancellationToken),
            call.GetValue(Common.Json),
            DataJson.Default.ListedTable,
            "The project declares no table, and the warehouse has none.",
            [
                new("table", t => t.Table, Role: ColumnRole.Yields),
                new("form", t => new Cell(t.Form, Tone.Quiet)),
                new("rows", t => t.Rows is { } rows ? Quantity.Number(rows, Terminal) : "", AlignsRight: true),
                new("size", t => t.Bytes is { } bytes ? Quantity.Size(bytes, Terminal) : "", AlignsRight: true),
                new("last load", t => new Cell(t.LastLoadedAt is { } at ? Quantity.Time(at, Terminal) : "", Tone.Quiet)),
                new("status", t => new Cell(t.LastStatus ?? "", LoadTones.Of(t.LastStatus))),
                new("quarantined", t => CountOf(t.Quarantined), AlignsRight: true),
                new("failing tests", t => CountOf(t.FailingTests), AlignsRight: true),
            ]);
        return ExitCodes.Fine;
    }

    private Cell CountOf(long bad) => new(Quantity.Number(bad, Terminal), bad > 0 ? Tone.Doubtful : Tone.Quiet);
}

using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir quarantine [TABLE]</c>.</summary>
internal sealed class QuarantineCommand : OperationsCommand
{
    private readonly Argument<string?> _table = new("table")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "Only rows that this table refused.",
        HelpName = "TABLE",
    };

    private readonly Option<long?> _load = new("--load")
    {
        Description = "Only rows of the file of this load.",
        HelpName = "LOAD",
        CustomParser = typed => Ids.Parse("--load", "weir loads")(typed) is [var load, ..] ? load : null,
    };

    private readonly Option<int> _limit = Limits.Option("rows");

    public QuarantineCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("quarantine", "Lists the rows that tables refused, each with its file, its place, the reason and its text.", terminal, common, access)
    {
        Synopsis = "[TABLE]";
        Remarks = "All of them are in the warehouse: weir query \"FROM weir.quarantine\".";
        Examples = [new("weir quarantine movies -n 5", "the newest five"), new("weir quarantine --load 17", "those of one file"), new("weir quarantine movies --json | jq -r '.[].raw'", "the refused rows themselves")];
        Arguments.Add(_table);
        Options.Add(_load);
        Options.Add(_limit);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var (table, load) = (call.GetValue(_table), call.GetValue(_load));
        var rows = (await opened.Operations.ListQuarantineAsync(table, load, call.GetValue(_limit), after: null, cancellationToken)).Items;
        Listing.Print(
            Terminal,
            rows,
            call.GetValue(Common.Json),
            OperationsJson.Default.ListedQuarantine,
            (table, load) switch
            {
                (null, null) => "No row is in the quarantine.",
                (_, null) => $"No row of {table} is in the quarantine.",
                _ => $"No row of load {load} is in the quarantine.",
            },
            [
                .. table is null ? new RecordColumn<ListedQuarantine>[] { new("table", q => q.Table, Role: ColumnRole.Yields) } : [],
                new("file", q => q.File, Role: ColumnRole.Yields),
                new("line", q => q.Line is { } line ? Quantity.Number(line, Terminal) : "", AlignsRight: true),
                new("row", q => q.RowIndex is { } index ? Quantity.Number(index, Terminal) : "", AlignsRight: true),
                new("column", q => q.Column ?? ""),
                new("reason", q => new Cell($"{q.Code} {q.Reason}", Tone.Doubtful), Role: ColumnRole.Note),
                new("raw", q => new Cell(q.Raw, Tone.Quiet), Role: ColumnRole.Note),
            ]);
        return ExitCodes.Fine;
    }
}

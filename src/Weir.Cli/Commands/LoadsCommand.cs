using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Engine.Warehouses.Catalog;
using Weir.Loads;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir loads [TABLE]</c>.</summary>
internal sealed class LoadsCommand : OperationsCommand
{
    private readonly Argument<string?> _table = new("table")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "Only loads of this table.",
        HelpName = "TABLE",
    };

    private readonly Option<string?> _status = new("--status") { Description = $"Only loads that ended so: {string.Join(", ", LoadStatusNames.All)}.", HelpName = "STATUS" };

    private readonly Option<string?> _file = new("--file") { Description = "Only of files whose bucket and key hold this text.", HelpName = "TEXT" };

    private readonly Option<int> _limit = Limits.Option("loads");

    public LoadsCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("loads", "Lists what became of each file: loaded, in part, or not at all.", terminal, common, access)
    {
        Synopsis = "[TABLE]";
        Remarks = "The whole history is in the warehouse, for ever: weir query \"FROM weir.load_history\".";
        Examples = [new("weir loads orders", "loads of one table"), new("weir loads --status LOAD_FAILED", "files of which nothing was loaded"), new("weir loads --json -n 1000", "for programs")];
        Arguments.Add(_table);
        _status.AcceptOnlyFromAmong([.. LoadStatusNames.All]);
        Options.Add(_status);
        Options.Add(_file);
        Options.Add(_limit);
        Options.Add(common.Json);
    }

    /// <summary>What a listing shows of each load.</summary>
    public static IReadOnlyList<RecordColumn<ListedLoad>> ColumnsOn(Terminal terminal) =>
    [
        new("load", l => Quantity.Number(l.LoadId, terminal), AlignsRight: true),
        new("loaded", l => new Cell(Quantity.Time(l.LoadedAt, terminal), Tone.Quiet)),
        new("table", l => l.Table, Role: ColumnRole.Yields),
        new("file", l => l.File, Role: ColumnRole.Yields),
        new("status", l => new Cell(l.Status, LoadTones.Of(l.Status))),
        new("rows", l => Quantity.Number(l.RowsLoaded, terminal), AlignsRight: true),
        new("quarantined", l => new Cell(Quantity.Number(l.RowsQuarantined, terminal), l.RowsQuarantined > 0 ? Tone.Doubtful : Tone.Quiet), AlignsRight: true),
        new("first error, note", l => new Cell(l.FirstError ?? l.Note ?? "", Tone.Doubtful), Role: ColumnRole.Note),
    ];

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var filter = new LoadFilter { Table = call.GetValue(_table), Status = call.GetValue(_status), File = call.GetValue(_file), Limit = call.GetValue(_limit) };
        Listing.Print(
            Terminal,
            (await opened.Operations.ListLoadsAsync(filter, cancellationToken)).Items,
            call.GetValue(Common.Json),
            OperationsJson.Default.ListedLoad,
            filter is { Status: not null } or { File: not null } ? "No load is like that."
                : opened.IsServed ? "Nothing has been loaded yet." : "Nothing has been loaded yet. 'weir up' loads what has landed.",
            ColumnsOn(Terminal));
        return ExitCodes.Fine;
    }
}

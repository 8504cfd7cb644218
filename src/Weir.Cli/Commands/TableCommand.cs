using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Engine.Warehouses.Catalog;

namespace Weir.Cli.Commands;

/// <summary><c>weir table NAME</c>.</summary>
internal sealed class TableCommand : OperationsCommand
{
    private const int UsualLimit = 10;

    private readonly Argument<string> _table = new("table")
    {
        Description = "The table, by the name that 'weir tables' lists.",
        HelpName = "TABLE",
    };

    private readonly Option<int> _limit = Limits.Option("loads, partitions and changes of the schema", UsualLimit);

    public TableCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("table", "Shows one table: its columns, tests, partitions and newest loads, and how its schema changed.", terminal, common, access)
    {
        Synopsis = "TABLE";
        Remarks = "The last thousand changes of the schema are told; all of them are in the warehouse: weir query \"FROM weir.schema_history\".";
        Examples = [new("weir table orders", "all that is known of it"), new("weir table orders --json | jq -r '.columns[] | [.name, .type] | @tsv'", "names and types of its columns")];
        Arguments.Add(_table);
        Options.Add(_limit);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var limit = call.GetValue(_limit);
        var shown = await opened.Tables.ShowTableAsync(call.GetRequiredValue(_table), cancellationToken);
        var name = shown.Table.Table;
        var partitions = shown.Partitions > 0 ? (await opened.Tables.ListPartitionsAsync(name, after: null, limit, cancellationToken)).Items : [];
        var loads = shown.Table.Loads > 0 ? (await opened.Operations.ListLoadsAsync(new LoadFilter { Table = name, Limit = limit }, cancellationToken)).Items : [];
        var sheet = TableSheet.Of(shown, partitions, loads, limit);
        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, sheet, CliJson.Default.TableSheet);
        }
        else
        {
            TableSheetPrinter.Print(Terminal, sheet, [.. LoadsCommand.ColumnsOn(Terminal).Where(column => column.Header != "table")]);
        }

        return ExitCodes.Fine;
    }
}

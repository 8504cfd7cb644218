using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir compact TABLE</c>.</summary>
internal sealed class CompactCommand : OperationsCommand
{
    private const long UsualSize = 128L << 20;

    private readonly Argument<string> _table = new("table") { Description = "The table.", HelpName = "TABLE" };

    private readonly Option<long?> _targetSize = Sizes.Option("--target-size", "How large a file is to be, 128MB by default.");

    public CompactCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("compact", "Makes few large Parquet files of the many small ones that a table has.", terminal, common, access)
    {
        Synopsis = "TABLE";
        Remarks = "Files of less than half the size are merged, within their partitions. It works in steps, between the loads; it may be\n"
            + "stopped at any time and called again, and changes nothing when nothing is left to do.";
        Examples =
        [
            new("weir compact orders", "files of about 128 MB"),
            new("weir compact orders --target-size 512MB", "larger ones"),
        ];
        Arguments.Add(_table);
        Options.Add(_targetSize);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var (table, size) = (call.GetRequiredValue(_table), call.GetValue(_targetSize) ?? UsualSize);
        CompactedTable all;
        using (var status = new StatusLine(Terminal))
        {
            all = await opened.Operations.CompactAsync(table, size, cancellationToken);
            while (all.PartitionsLeft > 0)
            {
                status.Show($"{Quantity.Of(all.FilesMerged, "file")} merged, {Quantity.Of(all.PartitionsLeft, "partition")} left");
                all = all.And(await opened.Operations.CompactAsync(table, size, cancellationToken));
            }
        }

        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, [all], OperationsJson.Default.CompactedTable);
        }
        else if (all.FilesMerged == 0)
        {
            Terminal.Out.WriteLine($"nothing to compact: {all.Table} has {Quantity.Of(all.Files, "file")}");
        }
        else
        {
            Terminal.Out.WriteLine(
                $"{Terminal.Ink.Green("compacted")} {Quantity.Of(all.FilesMerged, "file")} of {all.Table} into {all.FilesMade}, "
                + $"{Quantity.Size(all.BytesWritten)}; it has {Quantity.Of(all.Files, "file")}");
        }

        return ExitCodes.Fine;
    }
}

using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir backfill TABLE|PIPELINE [--from TIME] [--to TIME] [--from-key KEY] [--to-key KEY]</c>.</summary>
internal sealed class BackfillCommand : OperationsCommand
{
    private readonly Argument<string> _target = new("target") { Description = "The table, or the pipeline.", HelpName = "TABLE|PIPELINE" };

    private readonly Option<bool> _pipeline = new("--pipeline") { Description = "The name is that of a pipeline, though there is a table of that name." };

    private readonly Option<DateTimeOffset?> _from = Instants.Option(
        "--from", "Only files of that time or later: by the date in their names when the source takes one from there, else by when they landed.");

    private readonly Option<DateTimeOffset?> _to = Instants.Option("--to", "Only files of a time before that.");

    private readonly Option<string?> _fromKey = new("--from-key") { Description = "Only files with that key or one after it.", HelpName = "KEY" };

    private readonly Option<string?> _toKey = new("--to-key") { Description = "Only files with a key before that one.", HelpName = "KEY" };

    private readonly Option<bool> _restart = new("--restart") { Description = "Begins again, where it would go on with what was ended before its end." };

    public BackfillCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("backfill", "Sends the files of a range to a table or a pipeline, and goes on where it was ended.", terminal, common, access)
    {
        Synopsis = "TABLE|PIPELINE [--from TIME] [--to TIME] [--from-key KEY] [--to-key KEY]";
        Remarks =
            "A table loads those files that do not stand in it; a pipeline runs over all of them once more. A range is sent in pages,\n"
            + "each durably: the same call after an interruption goes on with the next page. The dates of names are those that the\n"
            + "source of a table takes as {year}, {month} and {day}, or as {date} or {dt}. Marks are in weir.backfills.";
        Examples =
        [
            new("weir backfill orders --from 2024-01-01 --to 2024-07-01", "the files of half a year"),
            new("weir backfill unpack --from-key 2024/ --to-key 2025/", "the pipeline once more over the files of a folder"),
        ];
        Arguments.Add(_target);
        Options.Add(_from);
        Options.Add(_to);
        Options.Add(_fromKey);
        Options.Add(_toKey);
        Options.Add(_pipeline);
        Options.Add(_restart);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var order = new BackfillOrder
        {
            Target = call.GetRequiredValue(_target),
            IsPipeline = call.GetValue(_pipeline),
            From = call.GetValue(_from),
            To = call.GetValue(_to),
            FromKey = call.GetValue(_fromKey),
            ToKey = call.GetValue(_toKey),
            Restart = call.GetValue(_restart),
        };
        var begun = Terminal.Time.GetUtcNow();
        BackfillProgress done;
        using (var progress = new StatusLine(Terminal))
        {
            do
            {
                done = await opened.Operations.BackfillAsync(order, cancellationToken);
                order = order with { Restart = false };
                progress.Show(
                    $"{Quantity.Of(done.FilesFound, "file")} of the range, {Quantity.Count(done.FilesSent)} sent, {Quantity.Size(done.BytesSent)} {done.After}");
            }
            while (done.FinishedAt is null);
        }

        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, done, OperationsJson.Default.BackfillProgress);
            return ExitCodes.Fine;
        }

        var ink = Terminal.Ink;
        var resumed = done.StartedAt < begun ? ink.Dim($", begun {Quantity.Time(done.StartedAt, Terminal)}") : "";
        Terminal.Out.WriteLine(
            $"{ink.Green("sent")} {Quantity.Of(done.FilesSent, "file")} of {Quantity.Count(done.FilesFound)} in the range to {order.Target}, {Quantity.Size(done.BytesSent)}{resumed}");
        if (done.FilesSent > 0)
        {
            UpHint.Print(Terminal, opened.IsServed, "They wait");
        }

        return ExitCodes.Fine;
    }
}

using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir runs</c>.</summary>
internal sealed class RunsCommand : OperationsCommand
{
    private readonly Option<int> _limit = Limits.Option("runs");

    public RunsCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("runs", "Lists the runs of pipelines, the newest first.", terminal, common, access)
    {
        Examples = [new("weir runs -n 10", "the last ten"), new("weir runs --json | jq '.[] | select(.state == \"failed\")'", "those that failed")];
        Options.Add(_limit);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var runs = await opened.Operations.ListRunsAsync(call.GetValue(_limit), cancellationToken);
        Listing.Print(
            Terminal,
            runs,
            call.GetValue(Common.Json),
            OperationsJson.Default.ListedRun,
            "No pipeline has run yet.",
            [
                new("started", r => new Cell(Quantity.Time(r.StartedAt, Terminal), Tone.Quiet)),
                new("pipeline", r => r.Pipeline, Role: ColumnRole.Yields),
                new("state", r => new Cell(r.State, RunTones.Of(r.State))),
                new("attempt", r => Quantity.Number(r.Attempt, Terminal), AlignsRight: true),
                new("took", r => Quantity.Duration((r.State == "running" ? Terminal.Time.GetUtcNow() : r.FinishedAt) - r.StartedAt), AlignsRight: true),
                new("note", r => NoteOf(r), Role: ColumnRole.Note),
                new("run", r => new Cell(r.Id, Tone.Quiet)),
            ]);
        return ExitCodes.Fine;
    }

    private Cell NoteOf(ListedRun run) => run switch
    {
        { Failure: { } failure } => new Cell($"{(run.FailedStep is null ? "" : $"{run.FailedStep}: ")}{failure.Code} {failure.Message}", Tone.Bad),
        { State: "waiting", WakeAt: { } until } => new Cell($"until {Quantity.Time(until, Terminal)}", Tone.Quiet),
        { State: "waiting" } => new Cell("for a person, another run or 'weir resume'", Tone.Quiet),
        _ => "",
    };
}

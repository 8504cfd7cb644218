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

    private readonly Option<string?> _pipeline = new("--pipeline") { Description = "Only of this pipeline.", HelpName = "PIPELINE" };

    private readonly Option<string?> _state = new("--state") { Description = $"Only in this state: {string.Join(", ", RunFilter.States)}.", HelpName = "STATE" };

    private readonly Option<DateTimeOffset?> _since = Instants.Option("--since", "Only runs that started then or later.");

    private readonly Option<DateTimeOffset?> _until = Instants.Option("--until", "Only runs that started before.");

    private readonly Option<string?> _text = new("--text")
    {
        Description = "Only runs with this text in their id, pipeline, failed step, error, or the key of their object.",
        HelpName = "TEXT",
    };

    public RunsCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("runs", "Lists the runs of pipelines, those that started last first.", terminal, common, access)
    {
        Examples = [new("weir runs -n 10", "the last ten"), new("weir runs --state failed --since 2026-01-31", "those that failed since then")];
        _state.AcceptOnlyFromAmong([.. RunFilter.States]);
        Options.Add(_pipeline);
        Options.Add(_state);
        Options.Add(_since);
        Options.Add(_until);
        Options.Add(_text);
        Options.Add(_limit);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var filter = new RunFilter
        {
            Pipeline = call.GetValue(_pipeline),
            State = call.GetValue(_state),
            Since = call.GetValue(_since),
            Until = call.GetValue(_until),
            Text = call.GetValue(_text),
        };
        var runs = await FindAsync(opened.Runs, filter, call.GetValue(_limit), cancellationToken);
        Listing.Print(
            Terminal,
            runs,
            call.GetValue(Common.Json),
            OperationsJson.Default.ListedRun,
            filter == new RunFilter() ? "No pipeline has run yet." : "No run is like that.",
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

    private static async Task<List<ListedRun>> FindAsync(IRunReads reads, RunFilter filter, int limit, CancellationToken cancellationToken)
    {
        var runs = new List<ListedRun>();
        string? after = null;
        do
        {
            var page = await reads.ListAsync(filter, after, limit - runs.Count, cancellationToken);
            runs.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null && runs.Count < limit);
        return runs;
    }

    private Cell NoteOf(ListedRun run) => run switch
    {
        { Failure: { } failure } => new Cell($"{(run.FailedStep is null ? "" : $"{run.FailedStep}: ")}{failure.Code} {failure.Message}", Tone.Bad),
        { State: "waiting", WakeAt: { } until } => new Cell($"until {Quantity.Time(until, Terminal)}", Tone.Quiet),
        { State: "waiting" } => new Cell("for a person, another run or 'weir resume'", Tone.Quiet),
        _ => "",
    };
}

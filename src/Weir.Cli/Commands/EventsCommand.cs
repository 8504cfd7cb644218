using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Runs;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir events</c>.</summary>
internal sealed class EventsCommand : OperationsCommand
{
    private readonly Option<int> _limit = Limits.Option("events");

    private readonly Option<RunId?> _run = new("--run")
    {
        Description = "Only the event that started this run, and those that the run emitted, in their order.",
        HelpName = "RUN",
        CustomParser = typed => RunArgument.Read(typed, "--run"),
    };

    public EventsCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("events", "Lists what happened, the newest first, and what still waits for it.", terminal, common, access)
    {
        Examples =
        [
            new("weir events -n 10", "the last ten"),
            new("weir events --run run_019a94f3c0d17e20b6f2a1c04d5e6f70", "what a run read and wrote"),
            new("weir events --json | jq '.[] | select(.dead > 0)'", "whose deliveries failed"),
        ];
        Options.Add(_run);
        Options.Add(_limit);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var limit = call.GetValue(_limit);
        var events = call.GetValue(_run) is { } run
            ? await opened.Operations.ListRunEventsAsync(run, limit, null, cancellationToken)
            : await opened.Operations.ListEventsAsync(limit, null, cancellationToken);
        Listing.Print(
            Terminal,
            events,
            call.GetValue(Common.Json),
            OperationsJson.Default.ListedEvent,
            "Nothing has happened yet. 'weir put' makes something happen.",
            [
                new("time", e => new Cell(Quantity.Time(e.Time, Terminal), Tone.Quiet)),
                new("event", e => e.Type),
                new("about", e => EventSubject.Of(e.Object, e.Data) + EventSubject.Of(e.Dedupe), Role: ColumnRole.Yields),
                new("size", e => e.Object is { } about ? Quantity.Size(about.Size, Terminal) : "", AlignsRight: true),
                new("waiting", e => new Cell(Quantity.Number(e.Waiting, Terminal), e.Waiting > 0 ? Tone.Doubtful : Tone.Quiet), AlignsRight: true),
                new("dead", e => new Cell(Quantity.Number(e.Dead, Terminal), e.Dead > 0 ? Tone.Bad : Tone.Quiet), AlignsRight: true),
            ]);
        return ExitCodes.Fine;
    }
}

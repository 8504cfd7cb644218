using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Failures;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir dead-letters [--redrive [ID...]]</c>.</summary>
internal sealed class DeadLettersCommand : OperationsCommand
{
    private readonly Option<long[]> _redrive = new("--redrive")
    {
        Arity = new ArgumentArity(0, 10_000),
        AllowMultipleArgumentsPerToken = true,
        Description = "Makes these dead letters deliveries again; all of them when none is named.",
        HelpName = "[ID...]",
        CustomParser = Ids.Parse("--redrive", "weir dead-letters"),
    };

    private readonly Option<int> _limit = Limits.Option("dead letters");

    public DeadLettersCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("dead-letters", "Lists deliveries that were given up, with the reason, or gives them another go.", terminal, common, access)
    {
        Examples =
        [
            new("weir dead-letters", "what was given up, and why"),
            new("weir dead-letters --redrive 17 18", "another go for two of them, once the cause is gone"),
            new("weir dead-letters --redrive", "another go for all"),
        ];
        Options.Add(_redrive);
        Options.Add(_limit);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        if (call.GetResult(_redrive) is { } redrive)
        {
            return await RedriveAsync(redrive.GetValueOrDefault<long[]>() ?? [], opened, cancellationToken);
        }

        var letters = (await opened.Operations.ListDeadLettersAsync(call.GetValue(_limit), before: null, cancellationToken)).Items;

        // In a pipe a line is a dead letter, and what is the same for many of them stands in errors.md under its code, and in --json.
        IEnumerable<RecordColumn<ListedDeadLetter>> hints = Terminal.IsInteractive
            ? [new("hint", d => d.Failure.Hint is { } hint ? new Cell($"hint: {hint}", Tone.Quiet) : "", Role: ColumnRole.Note)]
            : [];
        Listing.Print(
            Terminal,
            letters,
            call.GetValue(Common.Json),
            OperationsJson.Default.ListedDeadLetter,
            "No delivery was given up.",
            [
                new("id", d => Quantity.Number(d.Id, Terminal), AlignsRight: true),
                new("given up", d => new Cell(Quantity.Time(d.Time, Terminal), Tone.Quiet)),
                new("for", d => d.Subscriber, Role: ColumnRole.Yields),
                new("about", d => EventSubject.Of(d.Object, d.Data), Role: ColumnRole.Yields),
                new("attempts", d => Quantity.Number(d.Attempts, Terminal), AlignsRight: true),
                new("reason", d => new Cell($"{d.Failure.Code} {d.Failure.Message}", Tone.Bad), Role: ColumnRole.Note),
                .. hints,
            ]);
        if (letters.Count > 0 && Terminal.IsInteractive && !call.GetValue(Common.Json))
        {
            Terminal.Out.WriteLine(Terminal.Ink.Dim("'weir dead-letters --redrive [ID...]' gives them another go."));
        }

        return ExitCodes.Fine;
    }

    private async Task<int> RedriveAsync(long[] ids, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var count = await opened.Operations.RedriveAsync(ids.Length == 0 ? null : ids, cancellationToken);
        Terminal.Out.WriteLine($"{Terminal.Ink.Green("redriven")} {Quantity.Of(count, "dead letter")}");
        return count >= ids.Length
            ? ExitCodes.Fine
            : throw new RefusedException(new Failure(
                "WEIR1006",
                $"{Quantity.Count(ids.Length - count)} of {Quantity.Of(ids.Length, "dead letter")} {(ids.Length - count == 1 ? "was" : "were")} not there.",
                "See what is there with 'weir dead-letters'."));
    }
}

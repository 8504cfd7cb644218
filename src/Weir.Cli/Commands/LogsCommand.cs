using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Engine.Runs;
using Weir.Failures;
using Weir.Runs;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir logs RUN</c>.</summary>
internal sealed class LogsCommand : OperationsCommand
{
    private static readonly TimeSpan LookForUp = TimeSpan.FromMilliseconds(500);

    /// <summary>How often the files are looked at where nobody can be asked: each look keeps them from others for a moment.</summary>
    private static readonly TimeSpan LookAtFiles = TimeSpan.FromSeconds(5);

    private readonly EnvironmentAccess _access;
    private readonly Argument<RunId> _run = RunArgument.For("logs");

    private readonly Option<string?> _step = new("--step")
    {
        Description = "Only what this step wrote, and what was done for it item by item.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _follow = new("--follow", "-f")
    {
        Description = "Prints what is written as it is written, until the run ends.",
    };

    private readonly Option<int?> _tail = new("--tail")
    {
        Description = "Only the last N lines of what was written before; with 0 and --follow, only what is new.",
        HelpName = "N",
        CustomParser = ReadTail,
    };

    public LogsCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("logs", "Prints what the functions and commands of a run wrote.", terminal, common, access)
    {
        _access = access;
        Synopsis = "RUN";
        Remarks =
            "Every go at a step has a log of its own, of which the last 64 KB are kept; of a step that is under way, it is what it wrote so far.\n"
            + "With --follow, a run that waits is waited for, and so\n"
            + "is a 'weir up' that is started again; Ctrl-C ends this, and the run goes on. --follow --json prints an object on each line.";
        Examples =
        [
            new("weir logs run_019a94f3c0d17e20b6f2a1c04d5e6f70 --step curate", "one step of a run that 'weir runs' lists"),
            new("weir logs run_019a94f3c0d17e20b6f2a1c04d5e6f70 --follow --tail 20", "the last lines, and what comes"),
        ];
        Arguments.Add(_run);
        Options.Add(_step);
        Options.Add(_follow);
        Options.Add(_tail);
        Options.Add(common.Json);
    }

    public override Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken) =>
        call.GetValue(_follow) ? FollowAsync(call, cancellationToken) : base.RunAsync(call, cancellationToken);

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var (run, only) = (call.GetRequiredValue(_run), call.GetValue(_step));
        var shown = await opened.Operations.ShowRunAsync(run, cancellationToken);
        var underWay = new List<ListedStep>();
        if (shown.Run.State == "running")
        {
            // What ends meanwhile is in the second answer.
            underWay = await UnderWayAsync(opened.Operations, new FollowOrder(run) { Step = only, After = FollowOrder.UnderWayAlone }, cancellationToken);
            shown = await opened.Operations.ShowRunAsync(run, cancellationToken);
            underWay.RemoveAll(step => shown.Steps.Any(ended => (ended.Step, ended.StartedAt) == (step.Step, step.StartedAt)));
        }

        var written = shown.Steps
            .Where(step => only is null || step.Step == only || StepPath.IsPartOf(step.Step, only))
            .Concat(underWay)
            .Where(step => step.Log is not null)
            .ToList();
        if (call.GetValue(_tail) is { } tail)
        {
            written = Last(written, tail);
        }

        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, written, OperationsJson.Default.ListedStep);
            return ExitCodes.Fine;
        }

        foreach (var step in written)
        {
            Terminal.Out.WriteLine(Terminal.Ink.Dim($"== {step.Step}, attempt {Quantity.Count(step.Attempt)}, {step.State}"));
            Terminal.Out.WriteLine(step.Log);
        }

        if (written.Count == 0 && Terminal.IsErrorInteractive)
        {
            Terminal.Error.WriteLine("Nothing was written.");
        }

        return ExitCodes.Fine;
    }

    /// <summary>The steps that are under way, with what they wrote so far.</summary>
    private static async Task<List<ListedStep>> UnderWayAsync(IOperations operations, FollowOrder order, CancellationToken cancellationToken)
    {
        var steps = new List<ListedStep>();
        await foreach (var entry in operations.FollowAsync(order, cancellationToken))
        {
            if (entry is { Event: FollowedLog.Started, Step: { } name })
            {
                steps.Add(new ListedStep(name, entry.Attempt ?? 1, "running", entry.Time, entry.Time, null, null, null, null));
            }
            else if (entry.Event == FollowedLog.Line && steps.FindLastIndex(step => step.Step == entry.Step) is >= 0 and var at)
            {
                steps[at] = steps[at] with { Log = steps[at].Log is { } log ? $"{log}\n{entry.Text}" : entry.Text, FinishedAt = entry.Time };
            }
        }

        return steps;
    }

    /// <summary>Follows the run wherever it goes on: here, in a <c>weir up</c>, or in the next one.</summary>
    private async Task<int> FollowAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var place = Common.PlaceOf(call);
        var printer = new FollowedLogPrinter(Terminal, call.GetValue(Common.Json), call.GetValue(_step) is null);
        var order = new FollowOrder(call.GetRequiredValue(_run)) { Step = call.GetValue(_step), Tail = call.GetValue(_tail) };
        var isTold = false;
        while (true)
        {
            bool isServed;
            await using (var opened = await _access.OpenAsync(place, cancellationToken))
            {
                isServed = opened.IsServed;
                order = await PrintAsync(opened, order, printer, cancellationToken);
            }

            if (printer.IsOver)
            {
                return ExitCodes.Fine;
            }

            if (!isServed && !isTold)
            {
                isTold = true;
                await Terminal.Error.WriteLineAsync("The run goes on when a 'weir up' does: waiting for one. Ctrl-C ends this.");
            }

            await UntilWorthLookingAsync(place, isServed, cancellationToken);
        }
    }

    /// <returns>What is wanted after that.</returns>
    private async Task<FollowOrder> PrintAsync(OpenedEnvironment opened, FollowOrder order, FollowedLogPrinter printer, CancellationToken cancellationToken)
    {
        try
        {
            await using var entries = opened.Operations.FollowAsync(order with { Waits = opened.IsServed }, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                var next = entries.MoveNextAsync();
                if (!next.IsCompleted)
                {
                    // Nobody may leave before the answer that is asked for is there, or was taken back.
                    await Terminal.Out.FlushAsync(CancellationToken.None);
                }

                if (!await next)
                {
                    return order;
                }

                printer.Print(entries.Current);
                if (entries.Current.Number is { } number)
                {
                    order = order with { After = number, Tail = null };
                }
            }
        }
        catch (UnavailableException lost) when (opened.IsServed && lost.Failure.Code == "WEIR7001")
        {
            // It was killed or is about to be started again.
            return order;
        }
        finally
        {
            await Terminal.Out.FlushAsync(CancellationToken.None);
        }
    }

    private async Task UntilWorthLookingAsync(ProjectPlace place, bool wasServed, CancellationToken cancellationToken)
    {
        var start = Terminal.Time.GetTimestamp();
        do
        {
            await Task.Delay(LookForUp, Terminal.Time, cancellationToken);
            if (await EnvironmentAccess.ConnectAsync(place, cancellationToken) is { } up)
            {
                await up.DisposeAsync();
                return;
            }
        }
        while (!wasServed && Terminal.Time.GetElapsedTime(start) < LookAtFiles);
    }

    private static List<ListedStep> Last(List<ListedStep> steps, int lines)
    {
        var last = new List<ListedStep>();
        for (var at = steps.Count - 1; at >= 0 && lines > 0; at--)
        {
            var kept = steps[at].Log!.Split('\n').TakeLast(lines).ToList();
            lines -= kept.Count;
            last.Insert(0, steps[at] with { Log = string.Join('\n', kept) });
        }

        return last;
    }

    private static int? ReadTail(ArgumentResult typed)
    {
        var text = typed.Tokens[^1].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var lines))
        {
            return lines;
        }

        typed.AddError($"--tail takes a number of lines, not '{text}'.");
        return null;
    }
}

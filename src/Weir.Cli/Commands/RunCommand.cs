using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Flow;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Events;
using Weir.Failures;
using Weir.Runs;
using Weir.Server.Api;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir run PIPELINE [--input NAME=VALUE]...</c>.</summary>
internal sealed class RunCommand : WeirCommand
{
    /// <summary>How long another short command may have the environment open.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How often to look whether whoever has it open answers by now.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(200);

    /// <summary>What the run put off for longer is left for later.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    private readonly Terminal _terminal;
    private readonly CommonOptions _common;
    private readonly EnvironmentAccess _access;

    private readonly Argument<string> _pipeline = new("pipeline") { Description = "The pipeline, which has the trigger 'manual'.", HelpName = "PIPELINE" };

    private readonly Option<Dictionary<string, string>> _inputs = new("--input", "-i")
    {
        Description = "A value for one of the pipeline's inputs. May be given several times.",
        HelpName = "NAME=VALUE",
        AllowMultipleArgumentsPerToken = false,
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = typed =>
        {
            var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var token in typed.Tokens)
            {
                var (name, value) = token.Value.Split('=', 2) is [var left, var right] ? (left, right) : ("", "");
                if (name.Length == 0)
                {
                    typed.AddError($"--input takes NAME=VALUE, not '{token.Value}'.");
                }
                else if (!inputs.TryAdd(name, value))
                {
                    typed.AddError($"--input gives '{name}' twice.");
                }
            }

            return inputs;
        },
    };

    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Asks for the run, and does not wait for its end." };

    public RunCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("run", "Runs a pipeline now, and waits for its end.")
    {
        (_terminal, _common, _access) = (terminal, common, access);
        Synopsis = "PIPELINE [--input NAME=VALUE]...";
        Remarks =
            "A running 'weir up' does it; without one, this command works off all that waits, this run too. What is put off for more\n"
            + "than a minute once the run is over is left for 'weir up'. The exit code is 1 when the run failed. The run goes on when\n"
            + "this command is ended: 'weir runs' lists it.";
        Examples =
        [
            new("weir run scrape --input tenant=acme-dev", "and wait for its end"),
            new("weir run scrape -i tenant=acme -i full=true --no-wait", "only ask for it"),
        ];
        Arguments.Add(_pipeline);
        Options.Add(_inputs);
        Options.Add(_noWait);
        Options.Add(common.Json);
    }

    public override async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var place = _common.PlaceOf(call);
        var order = new RunOrder(call.GetRequiredValue(_pipeline), call.GetValue(_inputs) ?? [], EventId.New(_terminal.Time));
        if (call.GetValue(_noWait))
        {
            await using var opened = await _access.OpenAsync(place, cancellationToken);
            Print(call, await opened.Operations.RequestRunAsync(order, cancellationToken), opened.IsServed);
            return ExitCodes.Fine;
        }

        return await RunToItsEndAsync(call, place, order, cancellationToken);
    }

    /// <summary>
    /// Has whoever works on the environment do it, or does it here. Who works on it may change meanwhile: another 'weir run' that worked off
    /// this run as well ends when its own has ended, and a 'weir up' may be started again.
    /// </summary>
    private async Task<int> RunToItsEndAsync(ParseResult call, ProjectPlace place, RunOrder order, CancellationToken cancellationToken)
    {
        RunId? asked = null;
        var alone = _terminal.Time.GetTimestamp();
        while (true)
        {
            if (await EnvironmentAccess.ConnectAsync(place, cancellationToken) is { } running)
            {
                await using (running)
                {
                    try
                    {
                        if (asked is null)
                        {
                            if (await EnvironmentAccess.DifferenceAsync(place, running, cancellationToken) is { } difference)
                            {
                                FailurePrinter.Warn(difference, _terminal);
                            }

                            asked = await AskAsync(order, running, cancellationToken);
                        }

                        return Print(call, await FollowAsync(order, asked.Value, running, cancellationToken));
                    }
                    catch (UnavailableException lost) when (lost.Failure.Code == "WEIR7001")
                    {
                        // What was asked for is on disk, done or not. Whoever had no answer to that asks once more, as the same event.
                        alone = _terminal.Time.GetTimestamp();
                    }
                }
            }

            try
            {
                var session = await EnvironmentSession.OpenAsync(place, Turn, _terminal.Masks, _terminal.Time, cancellationToken);
                return await RunHereAsync(call, place, order, asked, session, cancellationToken);
            }
            catch (RefusedException held) when (held.Failure.Code == "WEIR4005" && _terminal.Time.GetElapsedTime(alone) < Patience)
            {
                // Another command has it for a moment, or is about to listen.
            }
        }
    }

    private async Task<int> RunHereAsync(
        ParseResult call, ProjectPlace place, RunOrder order, RunId? asked, EnvironmentSession session, CancellationToken cancellationToken)
    {
        await using var flow = await RunningFlow.StartAsync(session, place, FlowDoors.OwnCode, new FlowTotals(), _terminal.Time, cancellationToken);
        await using var operations = await EnvironmentAccess.ConnectAsync(place, cancellationToken)
            ?? throw new InvalidOperationException("The flow that was just started does not listen.");
        var shown = await FollowAsync(order, asked ?? await AskAsync(order, operations, cancellationToken), operations, cancellationToken);

        // What the run landed is worked off as well, as 'weir up --exit-when-idle' does; what is put off for long is not waited for.
        var left = await flow.WhenRestingAsync(Soon, cancellationToken);
        var code = Print(call, shown);
        if (left is { Next: { } next } && !call.GetValue(_common.Json))
        {
            var at = Quantity.Time(_terminal.Time.GetUtcNow() + next, _terminal);
            UpHint.Print(_terminal, isServed: false, $"Put off for later, the first until {at}: it waits", inPipes: true);
        }

        return code;
    }

    private static async Task<RunId> AskAsync(RunOrder order, RemoteOperations operations, CancellationToken cancellationToken)
    {
        var requested = await operations.RequestRunAsync(order, cancellationToken);
        return RunId.TryParse(requested.Id, out var id) ? id : throw new FormatException(requested.Id);
    }

    private async Task<ShownRun> FollowAsync(RunOrder order, RunId id, RemoteOperations operations, CancellationToken cancellationToken)
    {
        var start = _terminal.Time.GetTimestamp();
        using var status = new StatusLine(_terminal);
        for (var pause = TimeSpan.FromMilliseconds(5); ; pause = pause < TimeSpan.FromMilliseconds(500) ? pause * 1.5 : pause)
        {
            var shown = await FindAsync(operations, id, cancellationToken);
            if (shown?.Run.State is "succeeded" or "failed" or "cancelled")
            {
                return shown;
            }

            var state = shown?.Run switch
            {
                { State: "retrying" } retrying => $"attempt {retrying.Attempt} failed, another one follows",
                { State: "waiting", WakeAt: { } until } => $"waits until {Quantity.Time(until, _terminal)}",
                { State: "waiting" } => "waits: 'weir approvals' lists what waits for a person",
                _ => "under way",
            };
            status.Show($"{order.Pipeline} {state}, {Quantity.Duration(_terminal.Time.GetElapsedTime(start))}");
            await Task.Delay(pause, _terminal.Time, cancellationToken);
        }
    }

    private static async Task<ShownRun?> FindAsync(RemoteOperations operations, RunId id, CancellationToken cancellationToken)
    {
        try
        {
            return await operations.ShowRunAsync(id, cancellationToken);
        }
        catch (RefusedException missing) when (missing.Failure.Code == "WEIR7015")
        {
            return null;
        }
    }

    private int Print(ParseResult call, ShownRun shown)
    {
        if (call.GetValue(_common.Json))
        {
            RecordPrinter.PrintJson(_terminal, shown, OperationsJson.Default.ShownRun);
        }
        else
        {
            ShownRunPrinter.Print(_terminal, shown);
        }

        return shown.Run.State == "succeeded" ? ExitCodes.Fine : ExitCodes.Failed;
    }

    private void Print(ParseResult call, RequestedRun requested, bool isServed)
    {
        if (call.GetValue(_common.Json))
        {
            RecordPrinter.PrintJson(_terminal, requested, OperationsJson.Default.RequestedRun);
            return;
        }

        var asked = requested.IsAskedBefore ? _terminal.Ink.Yellow("asked for before:") : _terminal.Ink.Green("asked for");
        _terminal.Out.WriteLine($"{asked} {requested.Pipeline}, run {requested.Id}");
        UpHint.Print(_terminal, isServed, "It waits");
    }
}

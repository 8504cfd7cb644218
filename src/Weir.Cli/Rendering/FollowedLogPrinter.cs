using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Rendering;

/// <summary>Prints what is seen of a run that is followed.</summary>
/// <param name="terminal">Where.</param>
/// <param name="isJson">Whether as objects, one on each line.</param>
/// <param name="namesSteps">Whether a line says which step wrote it.</param>
internal sealed class FollowedLogPrinter(Terminal terminal, bool isJson, bool namesSteps)
{
    private FollowedLog? _run;

    /// <summary>Whether the run has ended.</summary>
    public bool IsOver => _run?.State is "succeeded" or "failed" or "cancelled";

    public void Print(FollowedLog entry)
    {
        // Whoever follows again is told once more how far the run is.
        var isKnown = entry.Event == FollowedLog.Run && _run is { } before
            && (before.State, before.Attempt, before.WakeAt) == (entry.State, entry.Attempt, entry.WakeAt);
        _run = entry.Event == FollowedLog.Run ? entry : _run;
        if (isKnown)
        {
            return;
        }

        if (isJson)
        {
            RecordPrinter.PrintJson(terminal, entry, OperationsJson.Default.FollowedLog);
            return;
        }

        if (entry.Event == FollowedLog.Line)
        {
            terminal.Out.WriteLine(namesSteps ? $"{terminal.Ink.Cyan(entry.Step!)} {terminal.Ink.Dim("|")} {entry.Text}" : entry.Text);
            return;
        }

        terminal.Out.WriteLine(terminal.Ink.Dim(HeadingOf(entry)));
        if (entry is { Event: FollowedLog.Ended, Failure: { } failure })
        {
            terminal.Out.WriteLine($"{terminal.Ink.Red(failure.Code)} {failure.Message}");
        }
    }

    private string HeadingOf(FollowedLog entry) => entry switch
    {
        { Event: FollowedLog.Started } => $"== {entry.Step}, attempt {Quantity.Count(entry.Attempt ?? 1)}",
        { Event: FollowedLog.Ended, State: "waiting", WakeAt: { } until } => $"== {entry.Step} waits until {Quantity.Time(until, terminal)}",
        { Event: FollowedLog.Ended, State: "waiting" } => $"== {entry.Step} waits",
        { Event: FollowedLog.Ended, StartedAt: { } since } => $"== {entry.Step}, {entry.State} after {Quantity.Duration(entry.Time - since)}",
        { State: "waiting", WakeAt: { } until } => $"== {entry.Id} of {entry.Pipeline} waits until {Quantity.Time(until, terminal)}",
        { State: "waiting" } => $"== {entry.Id} of {entry.Pipeline} waits",
        { State: "retrying" } => $"== {entry.Id} of {entry.Pipeline}, attempt {Quantity.Count(entry.Attempt ?? 1)} failed, another one follows",
        _ => $"== {entry.Id} of {entry.Pipeline}, {entry.State}",
    };
}

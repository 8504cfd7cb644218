using System.Text.Json;

using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Rendering;

/// <summary>Prints a run with its steps.</summary>
internal static class ShownRunPrinter
{
    /// <summary>Of so many events it is told.</summary>
    public const int Events = 10;

    private const int LongestAnswer = 400;

    public static void Print(Terminal terminal, ShownRun shown)
    {
        var run = shown.Run;
        terminal.Out.WriteLine(
            $"{run.Pipeline} {Painted(run.State, terminal.Ink)} in {Quantity.Of(run.Attempt, "attempt")}, "
            + $"{Quantity.Duration(run.FinishedAt - run.StartedAt)} from {Quantity.Time(run.StartedAt, terminal)}");
        if (run.Failure is { } failure)
        {
            terminal.Out.WriteLine($"{terminal.Ink.Red(failure.Code)} {TextWidth.Harmless(failure.Message)}");
            if (failure.Hint is { } hint)
            {
                terminal.Out.WriteLine($"  {terminal.Ink.Dim("hint:")} {TextWidth.Harmless(hint)}");
            }

        }

        // What was given up and taken up again started anew, and its steps did not.
        var origin = shown.Steps.Select(step => step.StartedAt).Append(run.StartedAt).Min();
        RecordPrinter.PrintGrid(
            terminal,
            shown.Steps,
            [
                new("attempt", s => Quantity.Number(s.Attempt, terminal), AlignsRight: true),
                new("step", s => s.Step, Role: ColumnRole.Yields),
                new("state", s => new Cell(s.State, RunTones.Of(s.State))),
                new("after", s => Quantity.Duration(s.StartedAt - origin), AlignsRight: true),
                new("took", s => Quantity.Duration(s.FinishedAt - s.StartedAt), AlignsRight: true),
                new("note", s => NoteOf(s, terminal), Role: ColumnRole.Note),
            ]);
        foreach (var step in shown.Steps.Where(step => step is { Output: not null, State: "succeeded" }))
        {
            terminal.Out.WriteLine($"{step.Step} answered {OneLine(step.Output!.Value)}");
        }
    }

    /// <summary>Prints what a run read and wrote.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="run">The run.</param>
    /// <param name="events">The event that started it, and the first of those that it emitted.</param>
    public static void Print(Terminal terminal, ListedRun run, IReadOnlyList<ListedEvent> events)
    {
        foreach (var each in events.Take(Events))
        {
            var word = each.Id != run.EventId ? each.Object is null ? "sent" : "wrote" : each.Object is null ? "started by" : "read";
            var what = each.Object is null ? $"{each.Type} {EventSubject.Of(each.Object, each.Data)}" : EventSubject.Of(each.Object, each.Data);
            terminal.Out.WriteLine($"{terminal.Ink.Dim(word)} {TextWidth.Harmless(what.TrimEnd())}");
        }

        if (events.Count > Events)
        {
            terminal.Out.WriteLine(terminal.Ink.Dim($"'weir events --run {run.Id}' lists the rest"));
        }
    }

    private static Cell NoteOf(ListedStep step, Terminal terminal) => step switch
    {
        { Failure: { } why, WakeAt: { } again } => new Cell($"{why.Code} {why.Message} Tried again at {Quantity.Time(again, terminal)}.", Tone.Bad),
        { Failure: { } why } => new Cell($"{why.Code} {why.Message}", Tone.Bad),
        { WakeAt: { } until } => new Cell($"until {Quantity.Time(until, terminal)}", Tone.Quiet),
        _ => "",
    };

    /// <summary>On one line, for which a long answer is cut; <c>--json</c> has all of it.</summary>
    private static string OneLine(JsonElement answer)
    {
        var text = answer.GetRawText().ReplaceLineEndings(" ");
        return text.Length > LongestAnswer ? text[..LongestAnswer] + "…" : text;
    }

    private static string Painted(string state, Ink ink) => RunTones.Of(state) switch
    {
        Tone.Good => ink.Green(state),
        Tone.Bad => ink.Red(state),
        _ => ink.Yellow(state),
    };
}

using System.Text.Json;

using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Rendering;

/// <summary>Prints a run with its steps.</summary>
internal static class ShownRunPrinter
{
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

        RecordPrinter.PrintGrid(
            terminal,
            shown.Steps,
            [
                new("attempt", s => Quantity.Number(s.Attempt, terminal), AlignsRight: true),
                new("step", s => s.Step, Role: ColumnRole.Yields),
                new("state", s => new Cell(s.State, RunTones.Of(s.State))),
                new("after", s => Quantity.Duration(s.StartedAt - run.StartedAt), AlignsRight: true),
                new("took", s => Quantity.Duration(s.FinishedAt - s.StartedAt), AlignsRight: true),
                new("note", s => NoteOf(s, terminal), Role: ColumnRole.Note),
            ]);
        foreach (var step in shown.Steps.Where(step => step is { Output: not null, State: "succeeded" }))
        {
            terminal.Out.WriteLine($"{step.Step} answered {OneLine(step.Output!.Value)}");
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

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
            terminal.Out.WriteLine($"{failure.Code} {failure.Message}{(failure.Hint is null ? "" : $" {failure.Hint}")}");
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
                new("failure", s => new Cell(s.Failure is { } why ? $"{why.Code} {why.Message}" : "", Tone.Bad), Role: ColumnRole.Note),
            ]);
        foreach (var step in shown.Steps.Where(step => step.Output is not null))
        {
            terminal.Out.WriteLine($"{step.Step} answered {OneLine(step.Output!.Value)}");
        }
    }

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

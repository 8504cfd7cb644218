using Weir.Cli.Rendering;
using Weir.Cli.Terminals;

namespace Weir.Cli.Flow;

/// <summary>Says what a flow did, once it has stopped.</summary>
internal static class FlowSummary
{
    /// <param name="terminal">Where.</param>
    /// <param name="totals">What happened.</param>
    /// <param name="elapsed">In what time.</param>
    /// <param name="standing">Dead letters that stand, also from before.</param>
    public static void Print(Terminal terminal, FlowTotals totals, TimeSpan elapsed, long standing)
    {
        var all = totals.Totals.OrderBy(t => t.Key.Kind).ThenBy(t => t.Key.Name, StringComparer.Ordinal).ToList();
        if (all.Count > 0)
        {
            RecordPrinter.PrintGrid(
                terminal,
                all,
                [
                    new("", t => new Cell(t.Key.Noun, Tone.Quiet)),
                    new("name", t => t.Key.Name, Role: ColumnRole.Yields),
                    new("runs", t => Counted(t.Value.Runs, Tone.Plain, terminal), AlignsRight: true),
                    new("files", t => Counted(t.Value.Files, Tone.Plain, terminal), AlignsRight: true),
                    new("rows", t => Counted(t.Value.Rows, Tone.Plain, terminal), AlignsRight: true),
                    new("quarantined", t => Counted(t.Value.Quarantined, Tone.Doubtful, terminal), AlignsRight: true),
                    new("failed", t => Counted(t.Value.FailedFiles + t.Value.FailedRuns, Tone.Bad, terminal), AlignsRight: true),
                ]);
        }

        terminal.Out.Flush();
        var ink = terminal.Ink;
        var dead = totals.DeadLetters == 0 ? "" : ink.Red($", {Quantity.Of(totals.DeadLetters, "delivery", "deliveries")} given up ('weir dead-letters' tells why)");
        var what = all.Count == 0 && totals.Landed == 0 ? "nothing to do" : $"{Quantity.Of(totals.Landed, "object")} landed";
        terminal.Out.WriteLine($"{ink.Bold("done")} in {Quantity.Duration(elapsed)}: {what}{dead}");
        var before = standing - totals.DeadLetters;
        if (totals.DeadLetters == 0)
        {
            PrintStanding(terminal, standing);
        }
        else if (before > 0)
        {
            terminal.Out.WriteLine(ink.Yellow($"{Quantity.Of(before, "more was", "more were")} given up before"));
            terminal.Out.Flush();
        }
    }

    /// <summary>Says that deliveries were given up, if any.</summary>
    public static void PrintStanding(Terminal terminal, long standing)
    {
        if (standing > 0)
        {
            terminal.Out.WriteLine(
                terminal.Ink.Yellow($"{Quantity.Of(standing, "delivery was", "deliveries were")} given up: 'weir dead-letters' says why"));
            terminal.Out.Flush();
        }
    }

    private static Cell Counted(long number, Tone tone, Terminal terminal) =>
        new(Quantity.Number(number, terminal), number > 0 ? tone : Tone.Quiet);
}

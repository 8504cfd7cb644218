using Weir.Cli.Terminals;
using Weir.Engine.Warehouses;

namespace Weir.Cli.Rendering;

/// <summary>Prints how the rows of tables would differ.</summary>
internal static class DiffPrinter
{
    public static void Print(Terminal terminal, IReadOnlyList<RowDiff> diffs)
    {
        foreach (var diff in diffs)
        {
            terminal.Out.WriteLine(
                $"{diff.Table}: {Quantity.Of(diff.Added, "row")} added, {Quantity.Count(diff.Changed)} changed, {Quantity.Count(diff.Removed)} removed");
            foreach (var change in diff.Samples)
            {
                terminal.Out.WriteLine($"  {Line(terminal.Ink, change)}");
            }

            var hidden = diff.Added + diff.Changed + diff.Removed - diff.Samples.Count;
            if (hidden > 0)
            {
                terminal.Out.WriteLine(terminal.Ink.Dim($"  and {Quantity.Of(hidden, "row")} more"));
            }
        }
    }

    private static string Line(Ink ink, RowChange change) => change.Change switch
    {
        "added" => ink.Green($"+ {change.Row}"),
        "removed" => ink.Red($"- {change.Row}"),
        _ => $"{ink.Yellow($"~ {change.Row}")}  {string.Join(", ", change.Cells.Select(cell => $"{cell.Column}: {cell.Old} → {cell.New}"))}",
    };
}

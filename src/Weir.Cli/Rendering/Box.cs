using Weir.Cli.Terminals;

namespace Weir.Cli.Rendering;

/// <summary>Rows in a box for somebody who watches. Wide columns give way; columns for which no room is left are left out.</summary>
internal sealed class Box(Terminal terminal, IReadOnlyList<GridColumn> columns)
{
    private const int NarrowestColumn = 10;

    /// <returns>How many columns are shown, from the first.</returns>
    public int Print(IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        var (to, ink, widths) = (terminal.Out, terminal.Ink, Fit(TextWidth.OfColumns(columns, rows), terminal.Width));
        to.WriteLine(RuleOf("╭┬╮", widths));
        var headers = columns.Zip(widths, (column, width) => TextWidth.CutMiddle(column.Header, width));
        to.WriteLine(LineOf(widths, [.. headers], (_, text) => ink.Bold(text)));
        to.WriteLine(RuleOf("├┼┤", widths));
        foreach (var row in rows)
        {
            to.WriteLine(LineOf(widths, [.. row.Select(cell => cell.Shown)], (index, text) => row[index].Paint(text, ink)));
        }

        to.WriteLine(RuleOf("╰┴╯", widths));
        return widths.Length;
    }

    private string RuleOf(string corners, int[] widths) => terminal.Ink.Dim(
        corners[0] + string.Join(corners[1], widths.Select(width => new string('─', width + 2))) + corners[2]);

    private string LineOf(int[] widths, IReadOnlyList<string> texts, Func<int, string, string> paint)
    {
        var side = terminal.Ink.Dim("│");
        return side + string.Join(side, widths.Select((width, index) =>
            $" {paint(index, TextWidth.Pad(TextWidth.Cut(texts[index], width), width, columns[index].AlignsRight))} ")) + side;
    }

    // The widest columns give way first, so that short ones stay whole.
    private static int[] Fit(int[] widths, int width)
    {
        var (fitted, least) = (widths, widths.Select(natural => Math.Min(natural, NarrowestColumn)).ToArray());
        while (fitted.Length > 1 && Taken(least) > width)
        {
            (fitted, least) = (fitted[..^1], least[..^1]);
        }

        for (var tooMuch = Taken(fitted) - width; tooMuch > 0 && fitted.Max() > 1; tooMuch--)
        {
            fitted[Array.IndexOf(fitted, fitted.Max())]--;
        }

        return fitted;
    }

    private static int Taken(int[] widths) => 1 + widths.Sum(width => width + 3);
}

using Spectre.Console;

using Weir.Cli.Terminals;

namespace Weir.Cli.Rendering;

/// <summary>Prints rows in columns: in a box that fits where somebody watches, in plain whole text elsewhere.</summary>
internal sealed class Grid(Terminal terminal, IReadOnlyList<GridColumn> columns)
{
    private const int NarrowestColumn = 5;
    private const string Gap = "  ";

    public void Print(IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        if (terminal.IsInteractive)
        {
            PrintBoxed(rows);
        }
        else
        {
            var widths = WidthsOf(rows);
            PrintPlainHeader(widths);
            PrintPlainRows(rows, widths);
        }
    }

    /// <summary>The widths that a plain grid of these rows takes.</summary>
    public int[] WidthsOf(IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        var widths = columns.Select(column => TextWidth.Of(column.Header)).ToArray();
        foreach (var row in rows)
        {
            for (var index = 0; index < widths.Length; index++)
            {
                widths[index] = Math.Max(widths[index], TextWidth.Of(ShownOf(row[index])));
            }
        }

        return widths;
    }

    public void PrintPlainHeader(int[] widths) => PrintPlainLine([.. columns.Select(column => column.Header)], widths);

    public void PrintPlainRows(IReadOnlyList<IReadOnlyList<Cell>> rows, int[] widths)
    {
        foreach (var row in rows)
        {
            PrintPlainLine([.. row.Select(ShownOf)], widths);
        }
    }

    private void PrintPlainLine(IReadOnlyList<string> texts, int[] widths)
    {
        var padded = texts.Select((text, index) => Pad(text, widths[index], columns[index].AlignsRight));
        terminal.Out.WriteLine(string.Join(Gap, padded).TrimEnd());
    }

    private void PrintBoxed(IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        var widths = Fit(WidthsOf(rows), terminal.Width);
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        for (var index = 0; index < columns.Count; index++)
        {
            table.AddColumn(new TableColumn(new Text(TextWidth.Cut(columns[index].Header, widths[index]), new Style(decoration: Decoration.Bold)))
            {
                Alignment = columns[index].AlignsRight ? Justify.Right : Justify.Left,
                NoWrap = true,
                Width = widths[index],
            });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select((cell, index) => new Text(TextWidth.Cut(ShownOf(cell), widths[index]), StyleOf(cell))));
        }

        terminal.Console.Write(table);
    }

    // The widest columns give way first, so that short ones stay whole.
    private static int[] Fit(int[] widths, int width)
    {
        var room = width - 1 - (3 * widths.Length);
        var fitted = widths.ToArray();
        while (fitted.Sum() > room && fitted.Max() > NarrowestColumn)
        {
            var widest = Array.IndexOf(fitted, fitted.Max());
            var next = fitted.Where(other => other < fitted[widest]).DefaultIfEmpty(NarrowestColumn).Max();
            fitted[widest] = Math.Max(NarrowestColumn, Math.Max(next, fitted[widest] - (fitted.Sum() - room)));
            if (fitted[widest] == next && fitted.Sum() > room)
            {
                fitted[widest]--;
            }
        }

        return fitted;
    }

    private static string ShownOf(Cell cell) => cell.Text is null ? "NULL" : TextWidth.OneLine(cell.Text);

    private static string Pad(string text, int width, bool right)
    {
        var blank = new string(' ', Math.Max(0, width - TextWidth.Of(text)));
        return right ? blank + text : text + blank;
    }

    private static Style StyleOf(Cell cell) => cell switch
    {
        { Text: null } or { Tone: Tone.Quiet } => new Style(Color.Grey),
        { Tone: Tone.Good } => new Style(Color.Green),
        { Tone: Tone.Doubtful } => new Style(Color.Yellow),
        { Tone: Tone.Bad } => new Style(Color.Red),
        _ => Style.Plain,
    };
}

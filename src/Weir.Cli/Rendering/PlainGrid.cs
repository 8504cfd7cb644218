namespace Weir.Cli.Rendering;

/// <summary>Rows in columns for pipes: whole, without colours, in an order and a form that stay.</summary>
internal sealed class PlainGrid(TextWriter to, IReadOnlyList<GridColumn> columns)
{
    private const string Gap = "  ";

    /// <summary>Wider cells move the rest of their own line, and no other.</summary>
    private const int Widest = 100;

    public void Print(IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        var widths = WidthsOf(rows);
        PrintHeader(widths);
        PrintRows(rows, widths);
    }

    /// <summary>The widths that these rows take.</summary>
    public int[] WidthsOf(IReadOnlyList<IReadOnlyList<Cell>> rows) => TextWidth.OfColumns(columns, rows, Widest);

    public void PrintHeader(int[] widths) => PrintLine([.. columns.Select(column => column.Header)], widths);

    public void PrintRows(IReadOnlyList<IReadOnlyList<Cell>> rows, int[] widths)
    {
        foreach (var row in rows)
        {
            PrintLine([.. row.Select(cell => cell.Shown)], widths);
        }
    }

    private void PrintLine(IReadOnlyList<string> texts, int[] widths) => to.WriteLine(
        string.Join(Gap, texts.Select((text, index) => TextWidth.Pad(text, widths[index], columns[index].AlignsRight))).TrimEnd());
}

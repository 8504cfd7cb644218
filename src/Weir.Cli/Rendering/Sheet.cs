using Weir.Cli.Terminals;

namespace Weir.Cli.Rendering;

/// <summary>
/// Records in columns for somebody who watches: as wide as the line, with sentences under their record. A column that has
/// nothing to say about any record is left out.
/// </summary>
internal sealed class Sheet(Terminal terminal, IReadOnlyList<GridColumn> columns)
{
    private const int NarrowestName = 12;
    private const int MostNoteLines = 5;
    private const string Gap = "  ";
    private const string NoteMargin = "    ";

    public void Print(IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        var said = Enumerable.Range(0, columns.Count).Where(index => rows.Any(row => row[index].Says)).ToList();
        var shown = said.Where(index => columns[index].Role != ColumnRole.Note).ToList();
        var notes = said.Except(shown).ToList();
        var widths = Fit(TextWidth.OfColumns(columns, rows), shown);

        terminal.Out.WriteLine(LineOf(shown, widths, index => columns[index].Header, (_, text) => terminal.Ink.Bold(text)));
        foreach (var row in rows)
        {
            terminal.Out.WriteLine(LineOf(shown, widths, index => row[index].Shown, (index, text) => row[index].Paint(text, terminal.Ink)));
            foreach (var cell in notes.Select(index => row[index]).Where(cell => cell.Says))
            {
                PrintNote(cell);
            }
        }
    }

    private string LineOf(List<int> shown, int[] widths, Func<int, string> textOf, Func<int, string, string> paint)
    {
        var cells = shown.Select((index, place) =>
        {
            var text = TextWidth.CutMiddle(textOf(index), widths[index]);
            var blank = new string(' ', widths[index] - TextWidth.Of(text));
            var painted = paint(index, text);
            return columns[index].AlignsRight ? blank + painted : place == shown.Count - 1 ? painted : painted + blank;
        });
        return string.Join(Gap, cells);
    }

    private void PrintNote(Cell cell)
    {
        var lines = TextWidth.Wrap(cell.Shown, Math.Max(20, terminal.Width - NoteMargin.Length)).ToList();
        foreach (var line in lines.Take(MostNoteLines))
        {
            terminal.Out.WriteLine(NoteMargin + cell.Paint(line, terminal.Ink));
        }

        if (lines.Count > MostNoteLines)
        {
            terminal.Out.WriteLine(NoteMargin + terminal.Ink.Dim("…"));
        }
    }

    /// <summary>The widest name gives way first, so that short ones stay whole.</summary>
    private int[] Fit(int[] widths, List<int> shown)
    {
        var names = shown.Where(index => columns[index].Role == ColumnRole.Yields).ToList();
        var tooMuch = shown.Sum(index => widths[index]) + (Gap.Length * (shown.Count - 1)) - terminal.Width;
        for (; tooMuch > 0 && names.Any(index => widths[index] > NarrowestName); tooMuch--)
        {
            widths[names.MaxBy(index => widths[index])]--;
        }

        return widths;
    }
}

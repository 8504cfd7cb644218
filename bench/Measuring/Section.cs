using System.Text;

namespace Weir.Bench.Measuring;

/// <summary>The result of one bench, as Markdown that also reads well on a terminal.</summary>
internal sealed class Section(string title)
{
    private readonly List<string[]> _table = [];
    private readonly List<Goal> _goals = [];
    private readonly List<string> _notes = [];

    public void Head(params string[] cells) => _table.Add(cells);

    public void Row(params string[] cells) => _table.Add(cells);

    public void Hold(Goal goal) => _goals.Add(goal);

    public void Note(string note) => _notes.Add(note);

    public string Markdown()
    {
        var text = new StringBuilder();
        text.Append("### ").Append(title).Append("\n\n");
        Append(text, _table);
        if (_goals.Count > 0)
        {
            text.Append('\n');
            Append(text, [["goal", "is", "min–max", "wanted", "met"], .. _goals.Select(Cells)]);
        }

        foreach (var note in _notes)
        {
            text.Append('\n').Append(note).Append('\n');
        }

        return text.ToString();
    }

    private static string[] Cells(Goal goal) =>
    [
        goal.What,
        $"{Figures.Text(goal.Figure.Median)} {goal.Unit}",
        $"{Figures.Text(goal.Figure.Least)}–{Figures.Text(goal.Figure.Greatest)}",
        $"{(goal.AtLeast ? "≥" : "≤")} {Figures.Text(goal.Bound)} {goal.Unit}",
        goal.Met ? "yes" : "NO",
    ];

    private static void Append(StringBuilder text, List<string[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var (index, row) in rows.Index())
        {
            text.Append("| ").AppendJoin(" | ", row.Select((cell, column) => Padded(cell, widths[column], column))).Append(" |\n");
            if (index == 0)
            {
                text.Append('|');
                foreach (var (column, width) in widths.Index())
                {
                    text.Append('-', width + 1).Append(column == 0 ? '-' : ':').Append('|');
                }

                text.Append('\n');
            }
        }
    }

    private static string Padded(string cell, int width, int column) =>
        column == 0 ? cell.PadRight(width) : cell.PadLeft(width);
}

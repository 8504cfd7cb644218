using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Rendering;

/// <summary>Prints a table: what it is in a line, then what is known of it, part by part.</summary>
internal static class TableSheetPrinter
{
    public static void Print(Terminal terminal, TableSheet sheet, IReadOnlyList<RecordColumn<ListedLoad>> loadColumns)
    {
        terminal.Out.WriteLine(HeadOf(terminal, sheet));
        if (sheet.Sources.Count > 0)
        {
            terminal.Out.WriteLine($"{sheet.WriteDisposition} from {string.Join(", ", sheet.Sources)}");
        }

        Print(terminal, "columns", sheet.Columns,
        [
            new("column", c => c.Name, Role: ColumnRole.Yields),
            new("type", c => c.Type),
            new("nullable", c => new Cell(c.Nullable switch { true => "yes", false => "no", null => "" }, Tone.Quiet)),
            new("since load", c => c.LoadId is { } load ? Quantity.Number(load, terminal) : "", AlignsRight: true),
        ]);
        Print(terminal, "tests", sheet.Tests,
        [
            new("test", t => t.Test, Role: ColumnRole.Yields),
            new("severity", t => new Cell(t.Severity, Tone.Quiet)),
            new("outcome", t => new Cell(t.Outcome, ToneOf(t.Outcome))),
            new("rows failing", t => new Cell(Quantity.Number(t.RowsFailing, terminal), t.RowsFailing > 0 ? Tone.Doubtful : Tone.Quiet), AlignsRight: true),
            new("tested", t => new Cell(t.TestedAt is { } at ? Quantity.Time(at, terminal) : "", Tone.Quiet)),
            new("message", t => new Cell(t.Message ?? "", Tone.Doubtful), Role: ColumnRole.Note),
        ]);
        Print(terminal, PartOf("partitions", sheet.Partitions.Count, sheet.PartitionCount), sheet.Partitions,
        [
            new("partition", p => p.Name.Length == 0 ? "(all rows)" : p.Name, Role: ColumnRole.Yields),
            new("rows", p => Quantity.Number(p.Rows, terminal), AlignsRight: true),
            new("files", p => Quantity.Number(p.Files, terminal), AlignsRight: true),
            new("size", p => Quantity.Size(p.Bytes, terminal), AlignsRight: true),
        ]);
        Print(terminal, "changes of the schema, the newest first", sheet.SchemaHistory,
        [
            new("time", n => new Cell(Quantity.Time(n.ChangedAt, terminal), Tone.Quiet)),
            new("change", n => n.Change),
            new("column", n => n.Column ?? "", Role: ColumnRole.Yields),
            new("from", n => n.OldValue ?? ""),
            new("to", n => n.NewValue ?? ""),
            new("load", n => n.LoadId is { } load ? Quantity.Number(load, terminal) : "", AlignsRight: true),
            new("file", n => n.File ?? "", Role: ColumnRole.Yields),
        ]);
        Print(terminal, PartOf("newest loads", sheet.Loads.Count, sheet.Table.Loads), sheet.Loads, loadColumns);
    }

    private static string HeadOf(Terminal terminal, TableSheet sheet)
    {
        var table = sheet.Table;
        string[] parts =
        [
            table.Form == "empty" ? "nothing in it yet" : table.Form,
            table.Rows is { } rows && table.Form != "empty" ? Quantity.Of(rows, "row") : "",
            table.Bytes is { } bytes ? Quantity.Size(bytes) : "",
            table.Declared ? "" : "not declared by the project",
            table.Quarantined > 0 ? $"{Quantity.Of(table.Quarantined, "row")} quarantined" : "",
            table.FailingTests > 0 ? $"{Quantity.Of(table.FailingTests, "test")} failing" : "",
        ];
        return $"{terminal.Ink.Bold(TextWidth.OneLine(table.Table))}: {string.Join(", ", parts.Where(part => part.Length > 0))}";
    }

    private static void Print<T>(Terminal terminal, string title, IReadOnlyList<T> records, IReadOnlyList<RecordColumn<T>> columns)
    {
        if (records.Count == 0)
        {
            return;
        }

        terminal.Out.WriteLine();
        terminal.Out.WriteLine(terminal.Ink.Dim(title));
        RecordPrinter.PrintGrid(terminal, records, columns);
    }

    private static string PartOf(string what, int shown, long all) => shown < all ? $"{what} ({shown} of {Quantity.Count(all)})" : what;

    private static Tone ToneOf(string outcome) => outcome switch
    {
        "PASSED" => Tone.Good,
        "NEVER_RUN" => Tone.Quiet,
        _ => Tone.Bad,
    };
}

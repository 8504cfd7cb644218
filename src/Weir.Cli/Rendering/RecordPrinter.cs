using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using Weir.Cli.Terminals;

namespace Weir.Cli.Rendering;

/// <summary>Prints records: as a grid, or as JSON for programs.</summary>
internal static class RecordPrinter
{
    public static void PrintGrid<T>(Terminal terminal, IReadOnlyList<T> records, IReadOnlyList<RecordColumn<T>> columns)
    {
        GridColumn[] shown = [.. columns.Select(column => new GridColumn(column.Header, column.AlignsRight, column.Role))];
        List<IReadOnlyList<Cell>> rows = [.. records.Select(record => columns.Select(column => column.Of(record)).ToList())];
        if (terminal.IsInteractive)
        {
            new Sheet(terminal, shown).Print(rows);
        }
        else
        {
            new PlainGrid(terminal.Out, shown).Print(rows);
        }
    }

    /// <summary>An array with one object on each line, so that it reads well and searches well.</summary>
    public static void PrintJson<T>(Terminal terminal, IEnumerable<T> records, JsonTypeInfo<T> type)
    {
        var count = 0;
        foreach (var record in records)
        {
            terminal.Out.Write(count++ == 0 ? "[\n  " : ",\n  ");
            terminal.Out.Write(TextOf(record, type));
        }

        terminal.Out.WriteLine(count == 0 ? "[]" : "\n]");
    }

    /// <summary>One object on one line.</summary>
    public static void PrintJson<T>(Terminal terminal, T record, JsonTypeInfo<T> type) =>
        terminal.Out.WriteLine(TextOf(record, type));

    private static string TextOf<T>(T record, JsonTypeInfo<T> type)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            JsonSerializer.Serialize(writer, record, type);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}

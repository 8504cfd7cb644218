using System.Text.Json.Serialization.Metadata;

using Weir.Cli.Terminals;

namespace Weir.Cli.Rendering;

/// <summary>Prints what a command listed, the same way for every command.</summary>
internal static class Listing
{
    /// <param name="terminal">Where.</param>
    /// <param name="records">What.</param>
    /// <param name="json">Whether programs read it.</param>
    /// <param name="type">How a record is written as JSON.</param>
    /// <param name="whenEmpty">What to say to somebody who watches when there is nothing.</param>
    /// <param name="columns">What a grid shows of each record.</param>
    public static void Print<T>(
        Terminal terminal,
        IReadOnlyList<T> records,
        bool json,
        JsonTypeInfo<T> type,
        string whenEmpty,
        IReadOnlyList<RecordColumn<T>> columns)
    {
        if (json)
        {
            RecordPrinter.PrintJson(terminal, records, type);
        }
        else if (records.Count == 0 && terminal.IsInteractive)
        {
            terminal.Out.WriteLine(terminal.Ink.Dim(whenEmpty));
        }
        else
        {
            RecordPrinter.PrintGrid(terminal, records, columns);
        }
    }
}

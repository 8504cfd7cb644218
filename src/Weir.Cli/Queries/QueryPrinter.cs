using System.Buffers;
using System.Text.Json;

using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Queries;

/// <summary>Prints a query's answer while its rows come.</summary>
internal sealed class QueryPrinter(Terminal terminal, QueryAnswer answer)
{
    /// <summary>Rows that are shown to somebody who watches.</summary>
    private const int Shown = 100;

    /// <summary>Rows that are counted for somebody who watches.</summary>
    private const int Counted = 1_000_000;

    /// <summary>Rows whose widths decide those of a plain table's columns.</summary>
    private const int Sample = 1_000;

    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    private static readonly string[] Numbers =
        ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT", "BIGNUM", "FLOAT", "DOUBLE", "DECIMAL"];

    public Task PrintAsync(QueryFormat format, CancellationToken cancellationToken) => format switch
    {
        QueryFormat.Csv => PrintCsvAsync(cancellationToken),
        QueryFormat.Json => PrintJsonAsync(cancellationToken),
        _ when terminal.IsInteractive => PrintBoxAsync(cancellationToken),
        _ => PrintPlainAsync(cancellationToken),
    };

    private async Task PrintBoxAsync(CancellationToken cancellationToken)
    {
        var (rows, count) = (new List<IReadOnlyList<Cell>>(), 0L);
        await foreach (var row in answer.Rows.WithCancellation(cancellationToken))
        {
            if (rows.Count < Shown)
            {
                rows.Add(CellsOf(row));
            }

            if (++count >= Counted)
            {
                break;
            }
        }

        var columns = new Box(terminal, Columns()).Print(rows);
        await terminal.Out.FlushAsync(cancellationToken);
        var all = count >= Counted ? $"more than {Quantity.Count(Counted)} rows" : Quantity.Of(count, "row");
        var part = (count > rows.Count, columns < answer.Columns.Count) switch
        {
            (true, true) => $", {Quantity.Of(answer.Columns.Count, "column")}; the first {rows.Count} and {columns} are shown",
            (true, false) => $"; the first {rows.Count} are shown",
            (false, true) => $", {Quantity.Of(answer.Columns.Count, "column")}; the first {columns} are shown",
            (false, false) => null,
        };
        terminal.Out.WriteLine(terminal.Ink.Dim(part is null ? all : $"{all}{part}. --format csv or json prints everything."));
    }

    private async Task PrintPlainAsync(CancellationToken cancellationToken)
    {
        var (grid, rows, widths) = (new PlainGrid(terminal.Out, Columns()), new List<IReadOnlyList<Cell>>(), (int[]?)null);
        await foreach (var row in answer.Rows.WithCancellation(cancellationToken))
        {
            rows.Add(CellsOf(row));
            if (rows.Count == Sample)
            {
                Flush();
            }
        }

        Flush();

        void Flush()
        {
            if (widths is null)
            {
                widths = grid.WidthsOf(rows);
                grid.PrintHeader(widths);
            }

            grid.PrintRows(rows, widths);
            rows.Clear();
        }
    }

    private async Task PrintCsvAsync(CancellationToken cancellationToken)
    {
        PrintCsvLine(answer.Columns.Select(column => column.Name));
        await foreach (var row in answer.Rows.WithCancellation(cancellationToken))
        {
            PrintCsvLine(RowCells.Texts(row.Span, answer.Columns.Count));
        }
    }

    private void PrintCsvLine(IEnumerable<string?> values)
    {
        var isFirst = true;
        foreach (var value in values)
        {
            if (!isFirst)
            {
                terminal.Out.Write(',');
            }

            isFirst = false;
            terminal.Out.Write(value switch
            {
                null => "",
                "" => "\"\"",
                _ when value.AsSpan().ContainsAny(NeedQuotes) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
                _ => value,
            });
        }

        terminal.Out.Write('\n');
    }

    private async Task PrintJsonAsync(CancellationToken cancellationToken)
    {
        await terminal.Out.FlushAsync(cancellationToken);
        var to = new BufferedStream(terminal.Output, 64 << 10);
        var (names, count) = (NamesOf(answer.Columns), 0L);
        await foreach (var row in answer.Rows.WithCancellation(cancellationToken))
        {
            to.Write(count++ == 0 ? "[\n  "u8 : ",\n  "u8);
            RowCells.WriteObject(row.Span, names, to);
        }

        to.Write(count == 0 ? "[]\n"u8 : "\n]\n"u8);
        await to.FlushAsync(cancellationToken);
    }

    /// <summary>Members of one object need names of their own: a second <c>a</c> becomes <c>a_1</c>.</summary>
    private static List<byte[]> NamesOf(IReadOnlyList<QueryColumn> columns)
    {
        var (names, taken) = (new List<byte[]>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var column in columns)
        {
            var name = column.Name;
            for (var number = 1; !taken.Add(name); number++)
            {
                name = $"{column.Name}_{number}";
            }

            names.Add([(byte)'"', .. JsonEncodedText.Encode(name).EncodedUtf8Bytes, (byte)'"', (byte)':']);
        }

        return names;
    }

    private List<GridColumn> Columns() =>
        [.. answer.Columns.Select(column => new GridColumn(column.Name, Numbers.Contains(column.Type.Split('(')[0])))];

    private List<Cell> CellsOf(ReadOnlyMemory<byte> row) =>
        [.. RowCells.Texts(row.Span, answer.Columns.Count).Select(text => new Cell(text))];
}

using Weir.Engine.Loads.Values;
using Weir.Failures;
using Weir.Tables;

namespace Weir.Engine.Loads.Csv;

/// <summary>Which fields of a file go to which columns.</summary>
/// <param name="Header">The file's header.</param>
/// <param name="Columns">The columns; one that the file lacks takes the token behind the last field, which is always missing.</param>
internal sealed record CsvLayout(CsvHeader Header, IReadOnlyList<CellColumn> Columns)
{
    /// <summary>Looks for columns in a header.</summary>
    /// <param name="header">The header.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="layout">The layout.</param>
    /// <returns>Why there is none, if so.</returns>
    public static Failure? Of(CsvHeader header, IReadOnlyList<ColumnDefinition> columns, out CsvLayout layout)
    {
        var taken = columns.Select(NameOf).ToHashSet();
        var cells = columns.Select((column, place) => new CellColumn(column.Name, column.Type, column.Nullable, FieldOf(column, place))).ToList();
        layout = new CsvLayout(header, cells);
        if (header.Names.Count == 0)
        {
            return null;
        }

        var missing = cells.Where(cell => cell.Token == header.Names.Count).ToList();
        var required = missing.Find(cell => !cell.Nullable);
        return required is not null
            ? new Failure("WEIR6134", $"the header lacks the required column '{required.Name}'", "Add it, or correct the column's path.")
            : missing.Count == cells.Count
            ? new Failure("WEIR6134", "the header names none of the table's columns", "Begin the file with its columns' names.")
            : null;

        // A field goes to a column that is spelled otherwise only if it is no other column's.
        int FieldOf(ColumnDefinition column, int place) => !header.IsNamed && column.Path == ValuePath.OfColumn(column.Name)
            ? Math.Min(place, header.Names.Count)
            : header.Find(NameOf(column)) is >= 0 and var at && (header.Names[at] == NameOf(column) || taken.Add(header.Names[at]))
                ? at
                : header.Names.Count;
    }

    /// <summary>Looks for columns that a table declares, of which the header has to name each once.</summary>
    /// <param name="header">The header.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="layout">The layout.</param>
    /// <returns>Why there is none, if so.</returns>
    public static Failure? OfDeclared(CsvHeader header, IReadOnlyList<ColumnDefinition> columns, out CsvLayout layout) =>
        Of(header, columns, out layout) is { } failure
            ? failure
            : columns.Select(NameOf).FirstOrDefault(header.Repeated.Contains) is { } repeated
            ? new Failure("WEIR6133", $"the header names '{repeated}' twice", "Give each column its own name.")
            : null;

    private static string NameOf(ColumnDefinition column) => column.Path.Steps is [PathStep.Member member]
        ? member.Name
        : throw new ArgumentException($"The path '{column.Path}' names no column of a CSV file.", nameof(column));
}

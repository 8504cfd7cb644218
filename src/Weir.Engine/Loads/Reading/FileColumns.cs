using System.Globalization;
using System.Text;

using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Engine.Loads.Reading;

/// <summary>Columns whose values come from the names of files: each file's rows have the same.</summary>
internal sealed class FileColumns
{
    private readonly TableDefinition _table;

    public FileColumns(TableDefinition table)
    {
        _table = table;
        var taken = table.KeyTemplates.SelectMany(template => template.Names).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var declared = taken.Select(name => (Name: name, Column: table.Columns?.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase))));
        Columns =
        [
            .. declared.Where(value => table.Columns is null || value.Column is not null)
                .Select(value => new ShapeColumn(value.Column?.Name ?? value.Name, value.Column?.Type ?? new ColumnType(ColumnKind.Varchar))
                {
                    RenamedFrom = value.Column?.RenamedFrom,
                }),
            .. table.FilenameColumn is { } filename ? [new ShapeColumn(filename, new ColumnType(ColumnKind.Varchar))] : (ShapeColumn[])[],
        ];
    }

    /// <summary>The columns; none when the table takes nothing from names.</summary>
    public IReadOnlyList<ShapeColumn> Columns { get; }

    /// <summary>The table as its files' contents fill it.</summary>
    public TableDefinition OfContents => Columns.Count == 0 || _table.Columns is null
        ? _table
        : _table with { Columns = [.. _table.Columns.Where(c => !Columns.Any(own => own.Name == c.Name))] };

    /// <summary>What a file's rows have in the columns, as text; nothing where its name says nothing.</summary>
    public IReadOnlyList<string?> ValuesOf(LoadFile file)
    {
        var values = _table.KeyTemplates.Select(template => template.ValuesOf(file.Object.Name)).FirstOrDefault(found => found is not null);
        return [.. Columns.Select(column => column.Name == _table.FilenameColumn ? file.Object.Name.ToString() : values?.GetValueOrDefault(column.Name))];
    }

    /// <summary>Why a file's name does not fit the columns; none when it does.</summary>
    public (string Column, string Reason)? Misfit(LoadFile file)
    {
        foreach (var (column, text) in Columns.Zip(ValuesOf(file)))
        {
            if (text is not null && Writer(column.Type, text) is null)
            {
                return (column.Name, $"'{text}' in the file's name is no {column.Type}");
            }
        }

        return null;
    }

    /// <summary>Writes a value; none when the text is none of the type.</summary>
    public static Action<RowWriter, int, int>? Writer(ColumnType type, string? text)
    {
        if (text is null)
        {
            return (rows, column, row) => rows.SetNull(column, row);
        }

        switch (type.Kind)
        {
            case ColumnKind.SmallInt when short.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small):
                return (rows, column, row) => rows.SetInt16(column, row, small);
            case ColumnKind.Integer when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer):
                return (rows, column, row) => rows.SetInt32(column, row, integer);
            case ColumnKind.BigInt when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole):
                return (rows, column, row) => rows.SetInt64(column, row, whole);
            case ColumnKind.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date):
                var days = date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
                return (rows, column, row) => rows.SetDate(column, row, days);
            case ColumnKind.Varchar:
                var utf8 = Encoding.UTF8.GetBytes(text);
                return (rows, column, row) => rows.SetText(column, row, utf8);
            default:
                return null;
        }
    }
}

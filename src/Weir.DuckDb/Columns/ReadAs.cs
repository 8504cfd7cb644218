using System.Data;
using System.Data.Common;

namespace Weir.DuckDb.Columns;

/// <summary>Reads a value, or a part of one, as what the caller asks for.</summary>
internal static class ReadAs
{
    /// <param name="column">The column.</param>
    /// <param name="row">A row of it that is not NULL.</param>
    /// <param name="name">The column's name, for the error.</param>
    public static T Value<T>(Column column, long row, string name)
    {
        if (column is TypedColumn<T> typed)
        {
            return typed.At(row);
        }

        try
        {
            return (T)ValueConversion.To(column.ValueOrNull(row) ?? DBNull.Value, typeof(T));
        }
        catch (Exception e) when (e is InvalidCastException or OverflowException)
        {
            var message = $"The column '{name}' of type {column.TypeName} could not be read as {typeof(T)}: {e.Message}";
            throw e is OverflowException ? new OverflowException(message, e) : new InvalidCastException(message, e);
        }
    }

    /// <summary>Copies a part of a long value.</summary>
    /// <returns>How many elements were copied; without a buffer, how many there are.</returns>
    public static long Part<T>(ReadOnlySpan<T> value, long offset, T[]? buffer, int bufferOffset, int length)
    {
        if (buffer is null)
        {
            return value.Length;
        }

        var part = offset >= value.Length ? [] : value[(int)offset..];
        part = part[..Math.Min(length, part.Length)];
        part.CopyTo(buffer.AsSpan(bufferOffset));
        return part.Length;
    }

    public static DataTable Schema(Column[] columns, string[] names)
    {
        var table = new DataTable("SchemaTable") { Locale = System.Globalization.CultureInfo.InvariantCulture };
        table.Columns.Add(SchemaTableColumn.ColumnName, typeof(string));
        table.Columns.Add(SchemaTableColumn.ColumnOrdinal, typeof(int));
        table.Columns.Add(SchemaTableColumn.ColumnSize, typeof(int));
        table.Columns.Add(SchemaTableColumn.DataType, typeof(Type));
        table.Columns.Add("DataTypeName", typeof(string));
        table.Columns.Add(SchemaTableColumn.AllowDBNull, typeof(bool));
        for (var i = 0; i < columns.Length; i++)
        {
            table.Rows.Add(names[i], i, -1, columns[i].ClrType, columns[i].TypeName, true);
        }

        return table;
    }
}

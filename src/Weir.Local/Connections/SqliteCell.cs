using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

using Weir.Engine.Warehouses;
using Weir.Local.Sqlite;
using Weir.Tables;

namespace Weir.Local.Connections;

/// <summary>Writes one value of SQLite, which may be of another kind than its column.</summary>
internal static class SqliteCell
{
    /// <returns>False when it is none of the type.</returns>
    public static bool TryWrite(RowWriter rows, int column, int row, Statement statement, ColumnType type)
    {
        var kind = statement.KindOf(column);
        switch (kind, type.Kind)
        {
            case (NativeSqlite.TypeNull, _):
                rows.SetNull(column, row);
                return true;
            case (NativeSqlite.TypeBlob, _):
                return false;
            case (_, ColumnKind.Varchar):
                WriteText(rows, column, row, statement.Utf8(column));
                return true;
            case (NativeSqlite.TypeInteger, ColumnKind.BigInt):
                rows.SetInt64(column, row, statement.Int64(column));
                return true;
            case (NativeSqlite.TypeInteger, ColumnKind.Boolean) when statement.Int64(column) is 0 or 1:
                rows.SetBoolean(column, row, statement.Int64(column) == 1);
                return true;
            case (NativeSqlite.TypeInteger or NativeSqlite.TypeFloat, ColumnKind.Double):
                rows.SetDouble(column, row, statement.Double(column));
                return true;
            case (_, ColumnKind.Double) when Utf8Parser.TryParse(statement.Utf8(column), out double number, out var read) && read == statement.Utf8(column).Length:
                rows.SetDouble(column, row, number);
                return true;
            case (_, ColumnKind.Decimal) when Unscaled(statement.Utf8(column), type) is { } unscaled:
                rows.SetDecimal(column, row, unscaled);
                return true;
            default:
                return false;
        }
    }

    private static void WriteText(RowWriter rows, int column, int row, ReadOnlySpan<byte> text) =>
        rows.SetText(column, row, Utf8.IsValid(text) ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text)));

    /// <summary>Numbers are rounded to the column's scale: what SQLite keeps of a decimal is a floating point number.</summary>
    private static Int128? Unscaled(ReadOnlySpan<byte> text, ColumnType type)
    {
        if (type.Scale > 28 || !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        var unscaled = (Int128)decimal.Round(value, type.Scale);
        var fraction = decimal.Round(value, type.Scale) - (decimal)unscaled;
        for (var scale = 0; scale < type.Scale; scale++)
        {
            (unscaled, fraction) = (unscaled * 10, fraction * 10);
        }

        unscaled += (Int128)fraction;
        var most = Int128.One;
        for (var digit = 0; digit < type.Precision; digit++)
        {
            most *= 10;
        }

        return Int128.Abs(unscaled) < most ? unscaled : null;
    }
}

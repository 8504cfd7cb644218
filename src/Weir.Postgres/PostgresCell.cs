using System.Text;

using Npgsql;

using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Postgres;

/// <summary>Writes one value.</summary>
internal static class PostgresCell
{
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <exception cref="OverflowException">The value has no room in the type.</exception>
    public static void Write(RowWriter rows, int column, int row, NpgsqlDataReader reader, ColumnType type)
    {
        switch (type.Kind)
        {
            case ColumnKind.Boolean:
                rows.SetBoolean(column, row, reader.GetBoolean(column));
                break;
            case ColumnKind.SmallInt:
                rows.SetInt16(column, row, reader.GetInt16(column));
                break;
            case ColumnKind.Integer:
                rows.SetInt32(column, row, reader.GetInt32(column));
                break;
            case ColumnKind.BigInt:
                rows.SetInt64(column, row, reader.GetInt64(column));
                break;
            case ColumnKind.Real:
                rows.SetSingle(column, row, reader.GetFloat(column));
                break;
            case ColumnKind.Double:
                rows.SetDouble(column, row, reader.GetDouble(column));
                break;
            case ColumnKind.Decimal:
                rows.SetDecimal(column, row, Unscaled(reader.GetDecimal(column), type.Scale));
                break;
            case ColumnKind.Date:
                rows.SetDate(column, row, reader.GetFieldValue<DateOnly>(column).DayNumber - Epoch);
                break;
            case ColumnKind.Time:
                rows.SetMicroseconds(column, row, reader.GetFieldValue<TimeOnly>(column).Ticks / TimeSpan.TicksPerMicrosecond);
                break;
            case ColumnKind.Timestamp or ColumnKind.TimestampTz:
                rows.SetMicroseconds(column, row, (reader.GetDateTime(column).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
                break;
            case ColumnKind.Uuid:
                rows.SetUuid(column, row, reader.GetGuid(column));
                break;
            default:
                rows.SetText(column, row, Encoding.UTF8.GetBytes(reader.GetString(column)));
                break;
        }
    }

    /// <summary>The value times ten to the power of a scale.</summary>
    private static Int128 Unscaled(decimal value, byte scale)
    {
        var bits = decimal.GetBits(value);
        var digits = ((Int128)(uint)bits[2] << 64) | ((Int128)(uint)bits[1] << 32) | (uint)bits[0];
        for (int has = value.Scale; has < scale; has++)
        {
            digits = checked(digits * 10);
        }

        for (int has = value.Scale; has > scale; has--)
        {
            digits = digits % 10 == 0 ? digits / 10 : throw new OverflowException();
        }

        return bits[3] < 0 ? -digits : digits;
    }
}

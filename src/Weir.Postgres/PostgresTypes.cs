using Npgsql.Schema;

using Weir.Connections;
using Weir.Engine.Connections;
using Weir.Tables;

namespace Weir.Postgres;

/// <summary>PostgreSQL's types in Weir's words.</summary>
internal static class PostgresTypes
{
    /// <summary>Digits behind the point of numbers that declare none. What has more is refused where it stands.</summary>
    private const byte FreeScale = 9;

    public static ColumnType Read(ConnectionDefinition.Postgres server, NpgsqlDbColumn column)
    {
        var name = column.DataTypeName?.Split('(')[0] ?? "unknown";
        ColumnKind? kind = name switch
        {
            "boolean" => ColumnKind.Boolean,
            "smallint" => ColumnKind.SmallInt,
            "integer" => ColumnKind.Integer,
            "bigint" => ColumnKind.BigInt,
            "real" => ColumnKind.Real,
            "double precision" => ColumnKind.Double,
            "numeric" => ColumnKind.Decimal,
            "date" => ColumnKind.Date,
            "time without time zone" => ColumnKind.Time,
            "timestamp without time zone" => ColumnKind.Timestamp,
            "timestamp with time zone" => ColumnKind.TimestampTz,
            "uuid" => ColumnKind.Uuid,
            "text" or "character varying" or "character" or "name" or "json" or "jsonb" or "xml" or "citext" or "unknown" => ColumnKind.Varchar,
            _ => null,
        };
        return (kind, column) switch
        {
            (null, _) => throw ConnectionFailures.Misfit(server.Name, column.ColumnName, $"is {name}, which cannot be compared"),
            (ColumnKind.Decimal, { NumericPrecision: > 0 and <= 38, NumericScale: >= 0 }) =>
                new ColumnType(ColumnKind.Decimal, (byte)column.NumericPrecision, (byte)column.NumericScale),
            (ColumnKind.Decimal, _) => new ColumnType(ColumnKind.Decimal, 38, FreeScale),
            _ => new ColumnType(kind.Value),
        };
    }
}

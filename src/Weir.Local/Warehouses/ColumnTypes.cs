using System.Globalization;

using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>Column types in DuckDB's words, and which of them can hold which.</summary>
internal static class ColumnTypes
{
    /// <summary>The type as DuckDB spells it in DDL.</summary>
    public static string SqlOf(ColumnType type) => type.Kind switch
    {
        ColumnKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({type.Precision},{type.Scale})"),
        ColumnKind.Real => "FLOAT",
        ColumnKind.TimestampTz => "TIMESTAMPTZ",
        _ => type.Kind.ToString().ToUpperInvariant(),
    };

    /// <summary>Reads the name that DuckDB gives a column's type. Types that Weir does not write are text to it.</summary>
    public static ColumnType Read(string name) => name switch
    {
        "FLOAT" => new ColumnType(ColumnKind.Real),
        "TIMESTAMP WITH TIME ZONE" => new ColumnType(ColumnKind.TimestampTz),
        "TINYINT" or "UTINYINT" => new ColumnType(ColumnKind.SmallInt),
        _ => ColumnType.TryParse(name, out var type) ? type : new ColumnType(ColumnKind.Varchar),
    };

    /// <summary>Whether every value of the one type has a place in the other.</summary>
    public static bool CanHold(ColumnType wide, ColumnType narrow) => wide == narrow || (wide.Kind, narrow.Kind) switch
    {
        (ColumnKind.Varchar or ColumnKind.Json, ColumnKind.Json) => true,
        (ColumnKind.Varchar, _) => true,
        (ColumnKind.Integer or ColumnKind.BigInt or ColumnKind.HugeInt, ColumnKind.SmallInt) => true,
        (ColumnKind.BigInt or ColumnKind.HugeInt, ColumnKind.Integer) => true,
        (ColumnKind.HugeInt, ColumnKind.BigInt) => true,
        (ColumnKind.Double, ColumnKind.SmallInt or ColumnKind.Integer or ColumnKind.BigInt or ColumnKind.HugeInt) => true,
        (ColumnKind.Double, ColumnKind.Real) => true,
        (ColumnKind.Timestamp or ColumnKind.TimestampTz, ColumnKind.Date) => true,
        (ColumnKind.Decimal, ColumnKind.Decimal) =>
            wide.Scale >= narrow.Scale && wide.Precision - wide.Scale >= narrow.Precision - narrow.Scale,
        (ColumnKind.Decimal, ColumnKind.SmallInt) => wide.Precision - wide.Scale >= 5,
        (ColumnKind.Decimal, ColumnKind.Integer) => wide.Precision - wide.Scale >= 10,
        (ColumnKind.Decimal, ColumnKind.BigInt) => wide.Precision - wide.Scale >= 19,
        _ => false,
    };
}

namespace Weir.Tables;

/// <summary>The kinds of column types. Their SQL names are the same words in lower case.</summary>
public enum ColumnKind
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>16-bit integer.</summary>
    SmallInt,

    /// <summary>32-bit integer.</summary>
    Integer,

    /// <summary>64-bit integer.</summary>
    BigInt,

    /// <summary>128-bit integer.</summary>
    HugeInt,

    /// <summary>32-bit floating point.</summary>
    Real,

    /// <summary>64-bit floating point.</summary>
    Double,

    /// <summary>Exact decimal with a precision of up to 38 digits and a scale.</summary>
    Decimal,

    /// <summary>Text.</summary>
    Varchar,

    /// <summary>A calendar day.</summary>
    Date,

    /// <summary>A time of day, in microseconds.</summary>
    Time,

    /// <summary>Date and time without a zone, in microseconds; a zone in the data is converted to UTC.</summary>
    Timestamp,

    /// <summary>An instant, in microseconds; data without a zone is UTC.</summary>
    TimestampTz,

    /// <summary>A UUID.</summary>
    Uuid,

    /// <summary>A JSON value, kept as its text.</summary>
    Json,
}

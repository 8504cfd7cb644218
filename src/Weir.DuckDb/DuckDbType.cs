using Weir.DuckDb.Native;

namespace Weir.DuckDb;

/// <summary>A DuckDB type that a <see cref="HostTable"/>'s column can have.</summary>
/// <remarks>What <see cref="VectorWriter.Values{T}"/> takes for each: see the single types.</remarks>
public readonly record struct DuckDbType
{
    private DuckDbType(DuckDbTypeId id, string name, int size, byte width = 0, byte scale = 0) =>
        (Id, Name, Size, Width, Scale) = (id, name, size, width, scale);

    /// <summary>BOOLEAN: a <see cref="bool"/> or <see cref="byte"/> of 0 or 1.</summary>
    public static DuckDbType Boolean { get; } = new(DuckDbTypeId.Boolean, "BOOLEAN", 1);

    /// <summary>TINYINT: an <see cref="sbyte"/>.</summary>
    public static DuckDbType TinyInt { get; } = new(DuckDbTypeId.TinyInt, "TINYINT", 1);

    /// <summary>SMALLINT: a <see cref="short"/>.</summary>
    public static DuckDbType SmallInt { get; } = new(DuckDbTypeId.SmallInt, "SMALLINT", 2);

    /// <summary>INTEGER: an <see cref="int"/>.</summary>
    public static DuckDbType Integer { get; } = new(DuckDbTypeId.Integer, "INTEGER", 4);

    /// <summary>BIGINT: a <see cref="long"/>.</summary>
    public static DuckDbType BigInt { get; } = new(DuckDbTypeId.BigInt, "BIGINT", 8);

    /// <summary>UTINYINT: a <see cref="byte"/>.</summary>
    public static DuckDbType UTinyInt { get; } = new(DuckDbTypeId.UTinyInt, "UTINYINT", 1);

    /// <summary>USMALLINT: a <see cref="ushort"/>.</summary>
    public static DuckDbType USmallInt { get; } = new(DuckDbTypeId.USmallInt, "USMALLINT", 2);

    /// <summary>UINTEGER: a <see cref="uint"/>.</summary>
    public static DuckDbType UInteger { get; } = new(DuckDbTypeId.UInteger, "UINTEGER", 4);

    /// <summary>UBIGINT: a <see cref="ulong"/>.</summary>
    public static DuckDbType UBigInt { get; } = new(DuckDbTypeId.UBigInt, "UBIGINT", 8);

    /// <summary>HUGEINT: an <see cref="Int128"/>.</summary>
    public static DuckDbType HugeInt { get; } = new(DuckDbTypeId.HugeInt, "HUGEINT", 16);

    /// <summary>UHUGEINT: a <see cref="UInt128"/>.</summary>
    public static DuckDbType UHugeInt { get; } = new(DuckDbTypeId.UHugeInt, "UHUGEINT", 16);

    /// <summary>FLOAT: a <see cref="float"/>.</summary>
    public static DuckDbType Float { get; } = new(DuckDbTypeId.Float, "FLOAT", 4);

    /// <summary>DOUBLE: a <see cref="double"/>.</summary>
    public static DuckDbType Double { get; } = new(DuckDbTypeId.Double, "DOUBLE", 8);

    /// <summary>VARCHAR: written with <see cref="VectorWriter.SetString(int, ReadOnlySpan{byte})"/>.</summary>
    public static DuckDbType Varchar { get; } = new(DuckDbTypeId.Varchar, "VARCHAR", 16);

    /// <summary>BLOB: written with <see cref="VectorWriter.SetBlob"/>.</summary>
    public static DuckDbType Blob { get; } = new(DuckDbTypeId.Blob, "BLOB", 16);

    /// <summary>DATE: days since 1970-01-01 as an <see cref="int"/>.</summary>
    public static DuckDbType Date { get; } = new(DuckDbTypeId.Date, "DATE", 4);

    /// <summary>TIME: microseconds since midnight as a <see cref="long"/>.</summary>
    public static DuckDbType Time { get; } = new(DuckDbTypeId.Time, "TIME", 8);

    /// <summary>TIMESTAMP: microseconds since 1970-01-01 00:00:00 as a <see cref="long"/>.</summary>
    public static DuckDbType Timestamp { get; } = new(DuckDbTypeId.Timestamp, "TIMESTAMP", 8);

    /// <summary>TIMESTAMP WITH TIME ZONE: microseconds since 1970-01-01 00:00:00 UTC as a <see cref="long"/>.</summary>
    public static DuckDbType TimestampTz { get; } =
        new(DuckDbTypeId.TimestampTz, "TIMESTAMP WITH TIME ZONE", 8);

    /// <summary>INTERVAL: a <see cref="DuckDbInterval"/>.</summary>
    public static DuckDbType Interval { get; } = new(DuckDbTypeId.Interval, "INTERVAL", 16);

    /// <summary>
    /// UUID: a <see cref="UInt128"/>, the sixteen bytes of the UUID read as one number, most significant byte first,
    /// with its highest bit flipped; <see cref="VectorWriter.SetGuid"/> does that.
    /// </summary>
    public static DuckDbType Uuid { get; } = new(DuckDbTypeId.Uuid, "UUID", 16);

    /// <summary>The type's name in SQL.</summary>
    public string Name { get; }

    /// <summary>The number of the type in the C API.</summary>
    internal DuckDbTypeId Id { get; }

    /// <summary>How many bytes one value takes in a vector.</summary>
    internal int Size { get; }

    private byte Width { get; }

    private byte Scale { get; }

    /// <summary>
    /// DECIMAL(width, scale): the unscaled number (12345 for 123.45 at scale 2) as a <see cref="short"/> up to width 4, an
    /// <see cref="int"/> up to 9, a <see cref="long"/> up to 18, and an <see cref="Int128"/> up to 38.
    /// </summary>
    /// <param name="width">Digits in all, 1 to 38.</param>
    /// <param name="scale">Digits after the point, 0 to <paramref name="width"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside those bounds.</exception>
    public static DuckDbType Decimal(int width, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 38);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, width);
        var size = width switch { <= 4 => 2, <= 9 => 4, <= 18 => 8, _ => 16 };
        return new(DuckDbTypeId.Decimal, $"DECIMAL({width},{scale})", size, (byte)width, (byte)scale);
    }

    /// <summary>The type's name in SQL.</summary>
    public override string ToString() => Name;

    /// <summary>The native type, for the caller to dispose.</summary>
    internal TypeHandle Open() =>
        Id is DuckDbTypeId.Decimal ? NativeTypes.CreateDecimal(Width, Scale) : NativeTypes.Create(Id);
}

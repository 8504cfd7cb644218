using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>The imports that make single values, for parameters.</summary>
internal static unsafe partial class NativeValues
{
    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_null_value")]
    public static partial ValueHandle Null();

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_bool")]
    public static partial ValueHandle Create([MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_int8")]
    public static partial ValueHandle Create(sbyte value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_uint8")]
    public static partial ValueHandle Create(byte value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_int16")]
    public static partial ValueHandle Create(short value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_uint16")]
    public static partial ValueHandle Create(ushort value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_int32")]
    public static partial ValueHandle Create(int value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_uint32")]
    public static partial ValueHandle Create(uint value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_int64")]
    public static partial ValueHandle Create(long value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_uint64")]
    public static partial ValueHandle Create(ulong value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_float")]
    public static partial ValueHandle Create(float value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_double")]
    public static partial ValueHandle Create(double value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_hugeint")]
    public static partial ValueHandle HugeInt(NativeWide value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_uhugeint")]
    public static partial ValueHandle UHugeInt(NativeWide value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_uuid")]
    public static partial ValueHandle Uuid(NativeWide value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_bignum")]
    public static partial ValueHandle BigNum(NativeBigNum value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_decimal")]
    public static partial ValueHandle Decimal(NativeDecimal value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_date")]
    public static partial ValueHandle Date(int days);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_time")]
    public static partial ValueHandle Time(long microseconds);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_time_tz_value")]
    public static partial ValueHandle TimeTz(ulong bits);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_timestamp")]
    public static partial ValueHandle Timestamp(long microseconds);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_timestamp_tz")]
    public static partial ValueHandle TimestampTz(long microseconds);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_interval")]
    public static partial ValueHandle Interval(DuckDbInterval value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_varchar_length")]
    public static partial ValueHandle Varchar(byte* text, ulong length);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_blob")]
    public static partial ValueHandle Blob(byte* bytes, ulong length);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_list_value")]
    public static partial ValueHandle List(nint elementType, nint* values, ulong count);

    /// <summary>The type of a value. It stays the value's own and must not be destroyed.</summary>
    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_get_value_type")]
    public static partial nint TypeOf(ValueHandle value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_get_int64")]
    public static partial long Int64(ValueHandle value);
}

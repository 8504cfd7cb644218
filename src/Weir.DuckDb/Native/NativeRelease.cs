using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>The imports that destroy what the others create; each sets the pointer it is given to null.</summary>
internal static unsafe partial class NativeRelease
{
    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_close")]
    public static partial void Database(ref nint database);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_destroy_config")]
    public static partial void Config(ref nint config);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_disconnect")]
    public static partial void Connection(ref nint connection);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_destroy_extracted")]
    public static partial void Statements(ref nint statements);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_destroy_prepare")]
    public static partial void Statement(ref nint statement);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_destroy_result")]
    public static partial void Result(NativeResult* result);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_destroy_data_chunk")]
    public static partial void Chunk(ref nint chunk);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_destroy_logical_type")]
    public static partial void Type(ref nint type);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_destroy_value")]
    public static partial void Value(ref nint value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_destroy_table_function")]
    public static partial void TableFunction(ref nint function);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_free")]
    public static partial void Memory(nint memory);
}

using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>The imports that prepare and execute statements and fetch their results.</summary>
internal static unsafe partial class NativeQuery
{
    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_extract_statements", StringMarshalling = StringMarshalling.Utf8)]
    public static partial ulong Extract(ConnectionHandle connection, string sql, out StatementsHandle statements);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_extract_statements_error")]
    public static partial nint ExtractError(StatementsHandle statements);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_prepare_extracted_statement")]
    public static partial NativeState Prepare(
        ConnectionHandle connection, StatementsHandle statements, ulong index, out StatementHandle statement);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_prepare", StringMarshalling = StringMarshalling.Utf8)]
    public static partial NativeState Prepare(ConnectionHandle connection, string sql, out StatementHandle statement);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_prepare_error")]
    public static partial nint PrepareError(StatementHandle statement);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_prepared_statement_type")]
    public static partial int StatementType(StatementHandle statement);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_nparams")]
    public static partial ulong ParameterCount(StatementHandle statement);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_parameter_name")]
    public static partial nint ParameterName(StatementHandle statement, ulong index);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_bind_value")]
    public static partial NativeState Bind(StatementHandle statement, ulong index, ValueHandle value);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_execute_prepared_streaming")]
    public static partial NativeState Execute(StatementHandle statement, NativeResult* result);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_query", StringMarshalling = StringMarshalling.Utf8)]
    public static partial NativeState Query(ConnectionHandle connection, string sql, NativeResult* result);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_result_error")]
    public static partial nint Error(NativeResult* result);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_result_error_type")]
    public static partial int ErrorKind(NativeResult* result);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_result_return_type")]
    public static partial ResultKind Kind(NativeResult result);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_column_count")]
    public static partial ulong ColumnCount(NativeResult* result);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_column_name")]
    public static partial nint ColumnName(NativeResult* result, ulong column);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_column_logical_type")]
    public static partial TypeHandle ColumnType(NativeResult* result, ulong column);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_fetch_chunk")]
    public static partial ChunkHandle FetchChunk(NativeResult result);
}

using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>The imports that make a table function and serve its callbacks.</summary>
internal static unsafe partial class NativeTableFunction
{
    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_table_function")]
    public static partial TableFunctionHandle Create();

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_table_function_set_name", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetName(TableFunctionHandle function, string name);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_table_function_add_parameter")]
    public static partial void AddParameter(TableFunctionHandle function, TypeHandle type);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_table_function_set_extra_info")]
    public static partial void SetExtraInfo(
        TableFunctionHandle function, nint data, delegate* unmanaged[Cdecl]<nint, void> free);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_table_function_set_bind")]
    public static partial void SetBind(TableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> bind);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_table_function_set_init")]
    public static partial void SetInit(TableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> init);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_table_function_set_local_init")]
    public static partial void SetLocalInit(TableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> init);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_table_function_set_function")]
    public static partial void SetFunction(TableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, nint, void> fill);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_register_table_function")]
    public static partial NativeState Register(ConnectionHandle connection, TableFunctionHandle function);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_bind_get_extra_info")]
    public static partial nint BindExtraInfo(nint info);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_bind_get_parameter")]
    public static partial ValueHandle BindParameter(nint info, ulong index);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_bind_add_result_column", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void BindColumn(nint info, string name, TypeHandle type);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_bind_set_bind_data")]
    public static partial void BindData(nint info, nint data, delegate* unmanaged[Cdecl]<nint, void> free);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_bind_set_error", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void BindError(nint info, string error);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_init_get_bind_data")]
    public static partial nint InitBindData(nint info);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_init_set_init_data")]
    public static partial void InitData(nint info, nint data, delegate* unmanaged[Cdecl]<nint, void> free);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_init_set_max_threads")]
    public static partial void InitMaxThreads(nint info, ulong threads);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_init_set_error", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void InitError(nint info, string error);

    [SuppressGCTransition]
    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_function_get_local_init_data")]
    public static partial nint LocalData(nint info);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_function_set_error", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void FunctionError(nint info, string error);
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>The imports that give access to the memory of chunks and vectors.</summary>
/// <remarks>
/// Those marked with <see cref="SuppressGCTransitionAttribute"/> read or set a field and return: no lock, no callback,
/// no waiting, as that attribute asks.
/// </remarks>
internal static unsafe partial class NativeVectors
{
    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_data_chunk_get_size")]
    public static partial ulong Size(ChunkHandle chunk);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_data_chunk_get_vector")]
    public static partial nint Vector(ChunkHandle chunk, ulong column);

    [SuppressGCTransition]
    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_data_chunk_get_vector")]
    public static partial nint Vector(nint chunk, ulong column);

    [SuppressGCTransition]
    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_data_chunk_set_size")]
    public static partial void SetSize(nint chunk, ulong size);

    [SuppressGCTransition]
    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_vector_get_data")]
    public static partial byte* Data(nint vector);

    [SuppressGCTransition]
    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_vector_get_validity")]
    public static partial ulong* Validity(nint vector);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_vector_ensure_validity_writable")]
    public static partial void EnsureValidityWritable(nint vector);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_unsafe_vector_assign_string_element_len")]
    public static partial void AssignBytes(nint vector, ulong row, byte* bytes, ulong length);

    [SuppressGCTransition]
    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_list_vector_get_child")]
    public static partial nint ListChild(nint vector);

    [SuppressGCTransition]
    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_array_vector_get_child")]
    public static partial nint ArrayChild(nint vector);

    [SuppressGCTransition]
    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_struct_vector_get_child")]
    public static partial nint StructChild(nint vector, ulong index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsValid(ulong* validity, long row) =>
        validity is null || (validity[row >> 6] & (1UL << (int)(row & 63))) != 0;
}

using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>The imports that make logical types and take them apart.</summary>
internal static partial class NativeTypes
{
    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_logical_type")]
    public static partial TypeHandle Create(DuckDbTypeId id);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_decimal_type")]
    public static partial TypeHandle CreateDecimal(byte width, byte scale);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_list_type")]
    public static partial TypeHandle CreateList(TypeHandle element);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_get_type_id")]
    public static partial DuckDbTypeId Id(TypeHandle type);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_logical_type_get_alias")]
    public static partial nint Alias(TypeHandle type);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_decimal_width")]
    public static partial byte DecimalWidth(TypeHandle type);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_decimal_scale")]
    public static partial byte DecimalScale(TypeHandle type);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_decimal_internal_type")]
    public static partial DuckDbTypeId DecimalStorage(TypeHandle type);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_enum_internal_type")]
    public static partial DuckDbTypeId EnumStorage(TypeHandle type);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_enum_dictionary_size")]
    public static partial uint EnumSize(TypeHandle type);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_enum_dictionary_value")]
    public static partial nint EnumValue(TypeHandle type, ulong index);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_list_type_child_type")]
    public static partial TypeHandle ListElement(TypeHandle type);

    /// <summary>As <see cref="ListElement"/>, of a type that belongs to a value.</summary>
    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_list_type_child_type")]
    public static partial TypeHandle ListElementOf(nint type);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_array_type_child_type")]
    public static partial TypeHandle ArrayElement(TypeHandle type);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_array_type_array_size")]
    public static partial ulong ArraySize(TypeHandle type);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_map_type_key_type")]
    public static partial TypeHandle MapKey(TypeHandle type);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_map_type_value_type")]
    public static partial TypeHandle MapValue(TypeHandle type);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_struct_type_child_count")]
    public static partial ulong StructSize(TypeHandle type);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_struct_type_child_name")]
    public static partial nint StructName(TypeHandle type, ulong index);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_struct_type_child_type")]
    public static partial TypeHandle StructField(TypeHandle type, ulong index);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_union_type_member_count")]
    public static partial ulong UnionSize(TypeHandle type);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_union_type_member_name")]
    public static partial nint UnionName(TypeHandle type, ulong index);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_union_type_member_type")]
    public static partial TypeHandle UnionMember(TypeHandle type, ulong index);
}

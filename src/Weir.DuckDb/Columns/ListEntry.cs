using System.Runtime.InteropServices;

namespace Weir.DuckDb.Columns;

/// <summary>Where a list's elements lie in the child vector: <c>duckdb_list_entry</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ListEntry(ulong Offset, ulong Length);

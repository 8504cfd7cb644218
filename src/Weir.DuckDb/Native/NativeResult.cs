using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>The C API's <c>duckdb_result</c>. Only its size and its last field matter; the others are deprecated.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeResult
{
    public ulong ColumnCount;
    public ulong RowCount;
    public ulong RowsChanged;
    public nint Columns;
    public nint ErrorMessage;
    public nint InternalData;
}

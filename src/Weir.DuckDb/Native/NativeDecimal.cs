using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>The C API's <c>duckdb_decimal</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeDecimal(byte width, byte scale, NativeWide value)
{
    public readonly byte Width = width;
    public readonly byte Scale = scale;
    public readonly NativeWide Value = value;
}
